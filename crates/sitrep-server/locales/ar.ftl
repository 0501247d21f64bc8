## Frame
name = Sitrep
language = العربية
skip = انتقل إلى المحتوى
nav = الأقسام الرئيسية
nav-board = اللوحة
nav-accords = الاتفاقات
nav-sources = المصادر
nav-review = المراجعة
nav-download = التنزيل
nav-api = الواجهة البرمجية
nav-about = عن اللوحة
nav-decisions = القرارات
nav-log-in = تسجيل الدخول
log-out = تسجيل الخروج
theme = الألوان
theme-auto = تلقائي
theme-light = فاتح
theme-dark = داكن
feed = موجز التغييرات
foot = ما تقوله المقالات، ومع كل رقم مصدره. لا رقم هنا حكمٌ على الحقيقة.

## Words of values
contested = متنازع عليه
contested-responsibility = المسؤولية متنازع عليها
by = على يد
unlocated = بلا إحداثيات
place-unknown = المكان غير معروف
date-unknown = التاريخ غير معروف
date-from = منذ
date-to = حتى
day = { $day } { $month } { $year }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
term-plural = عدد غير محدد
term-said = «{ $term }»
figure-none = لا رقم
toll-none = لم تُذكر حصيلة
incident-title = { $type } في { $place }
incident-title-nowhere = { $type }، المكان غير معروف
type-airstrike = غارة جوية
type-shelling = قصف
type-explosion = انفجار
type-chemical = هجوم كيميائي
type-clash = اشتباك
type-attack = هجوم
type-execution = إعدام
type-abduction = خطف
type-arrest = اعتقال
type-displacement = تهجير
type-capture = سيطرة على أرض
type-ceasefire_violation = خرق للهدنة
type-other = حادث آخر
effect-killed = قتلى
effect-injured = جرحى
effect-missing = مفقودون
effect-captured = أسرى ومحتجزون
effect-displaced = نازحون
grade-single_source = مصدر واحد
grade-corroborated = تؤيده مصادر مستقلة
grade-contested = متنازع عليه
grade-confirmed = أكّده شخص
grade-discounted = استبعده شخص
precision-exact = النقطة هي الموقع نفسه
precision-district = النقطة تمثل الحي أو الناحية
precision-city = النقطة تمثل البلدة
precision-admin2 = النقطة تمثل المديرية
precision-admin1 = النقطة تمثل المحافظة كلها
precision-country = النقطة تمثل البلد كله

## Board
map = الخريطة
map-twin = تحتاج الخريطة إلى JavaScript.
map-twin-link = القائمة تضم الحوادث نفسها.
timeline = الخط الزمني
list = الحوادث
list-download = تنزيل هذا العرض
list-empty = لا حادث يوافق هذه المرشحات.
list-empty-ledger = السجل فارغ. أضف مقالات بالأمر:
incidents = { $n ->
    [zero] لا حوادث
    [one] حادث واحد
    [two] حادثان
    [few] { $n } حوادث
    [many] { $n } حادثًا
   *[other] { $n } حادث
}
articles = { $n ->
    [zero] لا مقالات
    [one] مقالة واحدة
    [two] مقالتان
    [few] { $n } مقالات
    [many] { $n } مقالة
   *[other] { $n } مقالة
}
sort = الترتيب:
sort-latest = الأحدث أولًا
sort-earliest = الأقدم أولًا
sort-killed = الأكثر قتلى أولًا
pages = صفحات القائمة
page-of = الصفحة { $page } من { $last }
page-previous = الصفحة السابقة
page-next = الصفحة التالية
filters = المرشحات
filters-more = مرشحات أخرى
filters-apply = عرض
filters-clear = مسح كل المرشحات
filter-any = الكل
filter-text = كلمات في المقالات
filter-from = من يوم
filter-to = إلى يوم
filter-in = المكان
filter-country = البلد
filter-country-help = حرفان لاتينيان، مثل YE
filter-type = النوع
filter-contested = المتنازع عليها فقط
filter-actor = الطرف
filter-source = المصدر
filter-effect = الأثر
filter-min = هذا العدد على الأقل
filter-reviewed = المراجعة
filter-reviewed-yes = راجعها شخص
filter-reviewed-no = لم تُراجع بعد
filter-near = حول نقطة
filter-near-help = خط العرض،خط الطول،كيلومترات — بفواصل لاتينية
filter-rejected = المرفوضة أيضًا

## Problems
problem-not-found = لا توجد صفحة كهذه
problem-not-found-do = قد يكون العنوان خاطئًا، أو لم يكن الحادث يومًا في هذا السجل. اللوحة تسرد كل الحوادث.
problem-gone = هذا الحادث لم يعد موجودًا
problem-gone-do = لم تعد قراءة أحدث لمقالاته تذكره، أو رفضه شخص. ينبغي حذف النسخ المأخوذة منه.
problem-bad = هذا غير مفهوم
problem-bad-do = صحّح القيمة في العنوان أو الاستمارة وحاول مجددًا. لم يتغير شيء.
problem-log-in = سجّل الدخول أولًا
problem-log-in-do = هذا لمن لديهم حساب.
problem-forbidden = غير مسموح
problem-forbidden-do = حسابك لا يتيح هذا، أو أن الاستمارة قديمة أو لم تُرسل من هذه اللوحة. عد إلى الصفحة وأعد تحميلها وحاول مرة أخرى. لم يتغير شيء.
problem-busy = السجل مشغول
problem-busy-do = برنامج آخر يكتب فيه. حاول بعد بضع ثوانٍ. لم يتغير شيء.
problem-internal = حدث خلل هنا
problem-internal-do = تعذّر على اللوحة قراءة السجل. تجد السبب في الطرفية التي تعمل فيها. لم يتغير شيء.
problem-back = إلى اللوحة
