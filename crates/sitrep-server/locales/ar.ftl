name = Sitrep
skip = انتقل إلى المحتوى
nav-board = اللوحة
nav-accords = الاتفاقات
nav-sources = المصادر
nav-review = المراجعة
nav-download = التنزيل
nav-api = الواجهة البرمجية
nav-log-in = تسجيل الدخول
incidents = { $n ->
    [zero] لا حوادث
    [one] حادث واحد
    [two] حادثان
    [few] { $n } حوادث
    [many] { $n } حادثًا
   *[other] { $n } حادث
}
