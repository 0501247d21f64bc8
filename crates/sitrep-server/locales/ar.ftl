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
timeline-span = الأيام
timeline-killed = أكبر عدد قتلى في حادث واحد
timeline-undated = { $n ->
    [zero] لكل الحوادث أيام
    [one] حادث واحد بلا يوم
    [two] حادثان بلا يوم
    [few] { $n } حوادث بلا يوم
    [many] { $n } حادثًا بلا يوم
   *[other] { $n } حادث بلا يوم
}
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
problem-form = إلى الاستمارة
problem-back = إلى اللوحة

## Words of values, continued
unknown = غير معروف
open = مفتوح
denied = منفي
stance-claimed = يتبنّاه
stance-accused = متهم به
stance-denied = ينفيه
scope-incident = الحصيلة الكاملة
scope-subset = جزء من رقم آخر
scope-aggregate = مجموع أيام أو أماكن
scope-background = ذُكر كخلفية
status-civilian = مدنيون
status-combatant = مقاتلون
status-mixed = مدنيون ومقاتلون
status-unspecified = أشخاص
source-monitor = جهة رصد
source-official = مسؤولون
source-military = جيش أو شرطة
source-armed_group = جماعة مسلحة
source-state_media = إعلام رسمي
source-media = وسيلة إعلام
source-agency = وكالة أنباء
source-medic = طواقم طبية
source-rescuer = فرق إنقاذ
source-activist = ناشطون
source-resident = سكان
source-un = الأمم المتحدة
source-other = جهة أخرى
standing-cited = تستشهد به المقالات
standing-wire = وكالة تنقل عنها المقالات
standing-outlet = الوسيلة نفسها
standing-unknown = الوسيلة غير معروفة
accord-ceasefire = وقف إطلاق نار
accord-truce = هدنة
accord-cessation_of_hostilities = وقف الأعمال القتالية
accord-evacuation = اتفاق إجلاء
accord-exchange = تبادل أسرى
accord-peace = اتفاق سلام
accord-other = اتفاق
accord-title = { $kind }: { $about }
stage-called_for = دعوة إليه
stage-proposed = مقترح
stage-provisional = متفق عليه مبدئيًا
stage-agreed = متفق عليه
stage-in_effect = سارٍ
stage-extended = مُدِّد
stage-violated = قيل إنه خُرق
stage-lapsed = انتهت مدته
stage-collapsed = انهار
relation-violation = خرق مُبلَّغ عنه: ذُكر فيه أحد الأطراف
relation-excluded = يمسّ طرفًا يستثنيه الاتفاق
relation-area = في منطقته ومدته؛ لم يُذكر أي طرف
grade-means-single_source = كل ما يُعرف يعود إلى جهة واحدة
grade-means-corroborated = جهتان مستقلتان أو أكثر، بلا تناقض
grade-means-contested = أرقام لا تلتقي، أو مسؤولية تُقال وتُنفى
grade-means-confirmed = أكّده شخص
grade-means-discounted = استبعده شخص
feature-type = النوع
feature-place = المكان
feature-date = التاريخ
feature-actors = الأطراف
feature-killed = القتلى
feature-others = أرقام أخرى
feature-subject = ما أصيب
feature-wording = الصياغة
feature-low = الأدنى
feature-high = الأعلى
feature-best = الأرجح
feature-contested = التنازع
feature-sources = المصادر
field-type = النوع
field-method = الوسيلة
field-date = التاريخ
field-place = المكان
field-admin1 = المحافظة
field-country = البلد (حرفان)
field-lat = خط العرض
field-lon = خط الطول
field-perpetrators = الفاعلون (تفصل بينهم ;)
field-targets = المستهدفون (تفصل بينهم ;)
field-killed = القتلى
field-injured = الجرحى
field-missing = المفقودون
field-captured = المحتجزون
field-displaced = النازحون
did-confirm = أكّد
did-reject = رفض
did-correct = صحّح
did-merge = دمج
did-split = فصل
did-note = كتب ملاحظة على
did-undo = تراجع عن القرار
undone-by = تراجع عنه القرار

## Incident
fact-what = ماذا
fact-where = أين
fact-when = متى
fact-by = الفاعل
fact-hit = المستهدف
fact-grade = الدرجة
fact-near = على الخريطة، مع ما وقع بقربه
by-unknown = لم يُذكر أحد
unlocated-means = لا تذكر أي مقالة مكانًا يعرفه معجم الأماكن؛ لذلك لا يظهر على الخريطة.
incident-rejected = رفض شخص هذا الحادث: لا يظهر في قائمة ولا ملف ولا موجز. ويبقى معرّفه معروفًا.
incident-id = المعرّف الدائم
contest = { $actor }: قيل إنه الفاعل (المرات: { $said })، ونُفي ذلك (المرات: { $denied })
tolls = الحصيلة بحسب المصدر
source = المصدر
source-none = لم يُذكر مصدر
figure = الرقم
article = المقالة
words = بكلمات المقالة
as-of = حتى
earlier = قبل ذلك:
beside = وإلى جانبه:
copies = { $n ->
    [zero] بلا نسخ
    [one] ونسخة واحدة من هذا النص
    [two] ونسختان من هذا النص
    [few] و{ $n } نسخ من هذا النص
    [many] و{ $n } نسخة من هذا النص
   *[other] و{ $n } نسخة من هذا النص
}
toll-best = الأرجح
toll-best-rule = وسيط أحدث أرقام المصادر
toll-low = الأدنى
toll-low-rule = أصغر حد أدنى يُقال الآن
toll-high = الأعلى
toll-high-rule = أكبر حد أعلى يُقال الآن
toll-agree = هل تتفق؟
toll-agree-yes = يمكن أن تصح كلها
toll-agree-one = مصدر واحد
toll-derived = كيف استُخلص كل رقم
growth = كيف تغيّرت الأرقام
growth-caption = رقم كل مصدر عبر الزمن: { $effect }
table = في جدول
sums = المجاميع
sums-means = لا يضاف مجموع إلى حصيلة أبدًا؛ بل يُقارن بأجزائه.
sum-parts = وأجزاؤه
sum-fits = يمكن أن يصح الاثنان
sum-differs = لا يتفقان
sum-unknown = لا يُعرف ما يكفي للمقارنة
responsibility = المسؤولية
responsibility-actor = الطرف
responsibility-stance = ما يُقال
responsibility-by = من يقوله
claims = كل إفادة بكلماتها
claims-of-copy = { $n ->
    [zero] نسخة من نص أعلاه، بلا إفادات
    [one] نسخة من نص أعلاه: إفادة واحدة
    [two] نسخة من نص أعلاه: إفادتان
    [few] نسخة من نص أعلاه: { $n } إفادات
    [many] نسخة من نص أعلاه: { $n } إفادة
   *[other] نسخة من نص أعلاه: { $n } إفادة
}
claims-none = تذكر هذه المقالة الحادث بلا حصيلة.
part-of = جزء من
in-article = في المقالة
why = لماذا تتحدث هذه المقالات عن حادث واحد
why-means = كل رواية بجانب الرواية الأشبه بها. الأوزان بالبت: ‎+1 يعني أن احتمال كونهما حادثًا واحدًا يتضاعف.
why-alone = الرواية الوحيدة
why-open = مقارنة بالرواية الأشبه بها
copy-of = نسخة من
incident-accords = الهدن والاتفاقات السارية حينها
duplicates = قد يكون هو نفسه
duplicates-means = يُرجَّح أنه الحادث نفسه، لكنه بقي منفصلًا: على شخص أن ينظر.
duplicate-why = السبب
bits = بت
told-apart = ترويهما حادثين:
history = ما قرره الناس
history-none = لم يقرر أحد شيئًا في هذا الحادث.
decide = قرّر
decide-log-in = للتأكيد أو الرفض أو التصحيح أو الدمج أو الفصل سجّل الدخول:
decide-role = حسابك يتيح القراءة لا القرار.
do-confirm = تأكيد
do-reject = رفض
do-correct = تصحيح حقل
do-note = كتابة ملاحظة
do-merge = دمج مع حادث آخر
do-merge-these = دمج هذين
do-split = فصل مقالات
do-undo = تراجع
undo-number = تراجع عن القرار { $n }
set = حفظ
correct-means = تبقى أرقام المصادر كما هي؛ تظهر قيمتك إلى جانبها موقعة باسمك.
correct-field = الحقل
correct-value = القيمة
correct-value-help = الأرقام: 12 أو 12..14 أو 12.. أو ..14. القيمة الفارغة تعني: غير معروف.
note-text = الملاحظة
merge-other = معرّف الحادث الآخر
split-which = أي المقالات تتحدث عن حادث آخر؟
split-means = ما تقوله مقالة واحدة عن حادث يبقى معًا.
split-no-claims = بلا إفادات؛ تبقى

## Article
article-outlet = الوسيلة
article-published = تاريخ النشر
article-credits = تنقل عن
article-address = العنوان
article-copies = النص نفسه في
article-received = كما وردت
article-download = تنزيل ({ $n } بايت)
article-added = أضيفت
article-reader = قرأها
reading = قراءة الآلة
reading-claims = الإفادات
reading-incidents = الحوادث
reading-responsibility = المسؤولية
reading-accords = الهدن والاتفاقات
reading-places = الأماكن
reading-sources = المصادر
reading-days = أيام مذكورة
reading-nothing = لم يُقرأ شيء من هذا النص.
reading-incident = الحادث
reading-open = فتح الحادث
reading-open-accord = فتح الاتفاق
says = يقوله
confidence = بثقة { $n } %
legend = المعلَّم:
kind-claim = إفادة
kind-incident = حادث
kind-responsibility = مسؤولية
kind-accord = اتفاق
kind-place = مكان
kind-date = تاريخ
kind-source = مصدر

## Scripts
js-all-dates = كل التواريخ
js-bucket = { $from } إلى { $to }: الحوادث { $n }، المتنازع عليها { $contested }، أكبر عدد قتلى في حادث واحد { $killed }
js-bucket-none = { $from } إلى { $to }: الحوادث { $n }، المتنازع عليها { $contested }
js-cluster = { $n } حوادث متقاربة، أكبرها { $largest } قتلى: قرّب الخريطة
js-cluster-none = { $n } حوادث متقاربة: قرّب الخريطة
js-contested = متنازع عليه
js-failed = تعذّر الوصول إلى اللوحة. هل ما زالت تعمل؟
js-figure-best = الأرجح
js-figure-none = بلا رقم
js-growth-none = لا مصدر يعطي رقمًا مؤرخًا.
js-in-view = على الخريطة: { $n }
js-in-view-more = { $n } أخرى: قرّب الخريطة لعرضها
js-key-cluster = عدة حوادث متقاربة، مع عددها
js-key-coarse = متقطع: لا يُعرف إلا الإقليم أو البلد
js-key-contested = حلقة: متنازع عليه
js-key-size = القتلى، الرقم الأرجح
js-keys = المفاتيح
js-keys-off = إيقاف مفاتيح الحرف الواحد
js-keys-on = تشغيل مفاتيح الحرف الواحد
js-key-c = تأكيد
js-key-e = تصحيح
js-key-help = إظهار هذه المساعدة أو إخفاؤها
js-key-j = الحادث التالي
js-key-k = الحادث السابق
js-key-m = دمج
js-key-n = ملاحظة
js-key-s = فصل
js-key-u = تراجع عن القرار الأخير
js-key-x = رفض
js-killed = قتلى
js-live = جديد أو متغيّر: { $n }، اعرض
js-map-error = لا يمكن رسم الخريطة هنا (لا يوفّر هذا المتصفح WebGL). القائمة تحوي الحوادث نفسها.
js-map-here = هذه المنطقة فقط
js-map-home = كل الحوادث
js-map-zoom-in = تقريب
js-map-zoom-out = إبعاد
js-map-label = خريطة الحوادث. مفاتيح الأسهم تحرّكها، والزائد والناقص يقرّبان ويبعدان؛ وتتبعها قائمة الحوادث التي عليها.
js-precision-admin1 = لا تُعرف إلا المحافظة
js-precision-admin2 = لا تُعرف إلا المنطقة
js-precision-city = المدينة
js-precision-country = لا يُعرف إلا البلد
js-precision-district = الحي
js-precision-exact = الموقع بعينه
js-spot = { $n } حوادث في مكان واحد
js-show-incident = افتح الحادث
js-source-above = فوق الرقم الأرجح
js-source-below = دون الرقم الأرجح
js-timeline-brush = التواريخ المختارة
js-timeline-from-handle = أول يوم
js-timeline-to-handle = آخر يوم
js-undated = { $n } بلا تاريخ، غير معروضة هنا
js-unlocated = { $n } بلا مكان معروف، ليست على الخريطة

## Accords
accords-means = الهدن والاتفاقات كما ترويها المقالات، وكل منها متابَع عبر الزمن.
accords-none = لم تذكر أي مقالة هدنة أو اتفاقًا بعد.
accords-count = { $n ->
    [zero] لا هدن ولا اتفاقات
    [one] هدنة أو اتفاق واحد
    [two] اثنان من الهدن والاتفاقات
    [few] { $n } من الهدن والاتفاقات
    [many] { $n } من الهدن والاتفاقات
   *[other] { $n } من الهدن والاتفاقات
}
accord = الاتفاق
accord-now = آخر مرحلة مذكورة
accord-announced = أُعلن
accord-effective = سرى
accord-watched = متابَع حتى
accord-watched-means = آخر أيامه، وإلا فيوم ذُكر انتهاؤه، وإلا فثلاثة أشهر بعد آخر ذكر له
accord-parties = الأطراف
accord-excluded = غير مشمولين
accord-nobody = لم يُذكر أحد
accord-terms = البنود
accord-no-terms = لم تذكر أي مقالة بنودًا
accord-id = المعرّف
accord-articles = المقالات
accord-stages = المراحل
accord-caption = فوق الخط: المراحل كما رُويت. تحته: الحوادث المبلَّغ عنها منذ سريانه.
accord-day = اليوم
accord-day-article = يوم المقالة
accord-stage = المرحلة
accord-by = أعلنه
accord-confirmed = أكّده
accord-effect-words = السريان كما رُوي
accord-map = أين أُبلغ عن حوادث منذ ذلك
accord-on-board = الشيء نفسه على اللوحة
accord-no-effect = لا تذكر أي مقالة متى سرى؛ لذلك لا تُعرض حوادث إلى جانبه.
accord-no-country = لا يُعرف بلده؛ لذلك لا تُعرض حوادث إلى جانبه.
accord-violations = خروق مُبلَّغ عنها
accord-violations-means = حوادث في بلده ومدته قيل إن أحد الأطراف فعلها أو أصيب فيها.
accord-excluded-means = حوادث تمسّ طرفًا لا يشمله الاتفاق.
accord-area = حوادث أخرى في منطقته ومدته
accord-area-means = لم يُذكر فيها أي طرف.
accord-nothing = لم يُبلَّغ عن شيء.
tolls-short = الحصيلة

## Sources
sources-means = كيف يبلّغ كل مصدر إلى جانب غيره. الفروق تدل على الطريقة وإمكانية الوصول، وليست حكمًا.
sources-none = لم تذكر أي مقالة مصدرًا بعد.
sources-caption = كم مرة يقع رقم كل مصدر دون الرقم الأرجح أو فوقه حين تعطي عدة مصادر أرقامًا
sources-count = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $n } مصادر
    [many] { $n } مصدرًا
   *[other] { $n } مصدر
}
sources-incidents = الحوادث
sources-incidents-means = حوادث يعطي أرقامًا عنها
sources-figures = الأرقام
sources-figures-means = الأرقام التي يقول بها الآن
sources-compared = مقارَنة
sources-compared-means = منها ما تعطي فيه مصادر أخرى أرقامًا أيضًا
sources-first = الأول
sources-first-means = كم مرة كان أول من أعطى رقمًا بين عدة مصادر
sources-contested = متنازع عليها
sources-contested-means = كم مرة لا تلتقي الأرقام أو يُنفى أحدها
sources-below = دون
sources-below-means = كم مرة يقع رقمه دون الأرجح
sources-above = فوق
sources-above-means = كم مرة يقع رقمه فوق الأرجح

## Download
download-holds = { $n ->
    [zero] لا يضم هذا العرض أي حادث.
    [one] يضم هذا العرض حادثًا واحدًا.
    [two] يضم هذا العرض حادثين.
    [few] يضم هذا العرض { $n } حوادث.
    [many] يضم هذا العرض { $n } حادثًا.
   *[other] يضم هذا العرض { $n } حادث.
}
download-view = انظر إليه
download-form = الصيغة
download-what = ما تحويه
download-file = الملف
download-incidents = صف لكل حادث
download-claims = صف لكل إفادة، مع كلماتها
download-incidents-json = حادث في كل سطر، مع كل الأرقام وكيف استُخلصت
download-geojson = معلم لكل حادث؛ وبلا إحداثيات لا شكل هندسي
download-acled = أعمدة ACLED الواحد والثلاثون؛ القتلى بحسب قاعدتها: الرقم الأدنى، و«عشرات» = 12
download-ucdp = أعمدة UCDP التسعة والأربعون، مع الأرجح والأعلى والأدنى
download-plover = أحداث PLOVER
download-hxl = مع صف وسوم HXL
download-keep = لكل صف معرّفه الدائم وعناوين مقالاته. وما هو غير معروف يبقى فارغًا.
download-api = للبرامج:
feed-means = الحوادث الجديدة والمتغيرة في هذا العرض، لقارئ الموجزات:

## About
about-what = يقرأ Sitrep أخبار النزاعات ويحفظ ما تقوله: من أبلغ عن عدد القتلى أو الجرحى أو المفقودين أو المحتجزين أو النازحين، وأين ومتى وبأي وسيلة وعلى يد من. أربعون مقالة عن حدث واحد تصبح حادثًا واحدًا، رقم كل مصدر فيه إلى جانب غيره. وكل رقم يعود بك إلى الكلمات التي قُرئ منها.
about-figures = الأرقام
about-bounds = يُعرض الرقم كما تعنيه كلماته: ‎59+ هو «59 على الأقل»، و‎>140 «أكثر من 140»، و‎≤30 «حتى 30»، و‎~200 «نحو 200»، و20–30 مجال. كلمات مثل «عشرات» تبقى كلمات.
about-contested = أرقام المصادر لا تلتقي، أو أحدها منفي، أو مسؤولية تُقال وتُنفى
about-sums = لا يُجمع شيء: لا تضاف الأجزاء إلى كلها، ولا يُجمع القتلى والجرحى. ويُقارن المجموع الذي تعطيه مقالة بأجزائه. مقالتان تستشهدان بجهة واحدة مصدر واحد، والنص نفسه في عشر وسائل تقرير واحد.
about-grades = الدرجات
about-grade-truth = تقول الدرجة كم يَثبت الحادث بالشهادات. وليست أبدًا حكمًا على الحقيقة.
about-places = الأماكن والأيام
about-places-text = لا يُخترع مكان: الاسم الذي لا يعرفه معجم الأماكن يبقى بلا إحداثيات، وكل نقطة تقول ما تمثله. ولا يُخترع يوم: لا يؤخذ يوم النشر أبدًا على أنه يوم الحدث.
about-people = الناس يقررون
about-people-text = ما يؤكده الناس أو يرفضونه أو يصححونه أو يدمجونه أو يفصلونه أو يكتبونه يُحفظ في سجل لا يُمحى منه، مع من ومتى. ويمكن التراجع عن كل شيء ولا يُحذف شيء. المعرّفات دائمة.
about-data = البيانات والتراخيص
about-natural-earth = خريطة العالم، ملكية عامة
about-geonames = معجم الأماكن
about-packages = تراخيص الحزم في نصوص هذه الصفحة البرمجية

## API
api-what = كل ما تعرضه اللوحة بصيغة JSON، وبالمرشّحات نفسها. وصف الواجهة للبرامج (OpenAPI 3.1) في
api-operations = العمليات
api-parameters = المعاملات
api-parameter = المعامل
api-takes = يقبل
api-means = المعنى
api-body = المتن
api-schemas = المخططات

## Accounts
log-in-name = الاسم
log-in-password = كلمة المرور
log-in-already = دخلت باسم
log-in-wrong = الاسم أو كلمة المرور خطأ، أو أن الحساب معطّل.
log-in-often = محاولات كثيرة. انتظر نصف دقيقة ثم حاول مجددًا.
log-in-plain = هذا الاتصال غير مشفّر، وقد يقرأ آخرون كلمة مرورك. ادخل إلى اللوحة عبر https (من خلال وسيط)، أو شغّلها بالخيار --plain-http على شبكة تثق بها.
log-in-no-account = لا حساب لك؟ من يشغّل هذه اللوحة ينشئه بالأمر

## Review and decisions
review-means = ما لم يحكم فيه أحد بعد، والأهم أولًا: المتنازع عليه وما يُرجَّح تكراره، ثم الكبير وغير المؤكد.
review-left = { $n ->
    [zero] لا حوادث للنظر فيها
    [one] حادث واحد للنظر فيه
    [two] حادثان للنظر فيهما
    [few] { $n } حوادث للنظر فيها
    [many] { $n } حادثًا للنظر فيها
   *[other] { $n } حادث للنظر فيها
}
review-done = لم يبق هنا ما يُنظر فيه.
review-latest = آخر قرار:
review-why = سبب وروده:
review-more = { $n ->
    [zero] لا حوادث أخرى قد يكون هو نفسها
    [one] حادث آخر قد يكون هو نفسه
    [two] حادثان آخران قد يكون هو أحدهما
    [few] { $n } حوادث أخرى قد يكون هو أحدها
    [many] { $n } حادثًا آخر قد يكون هو أحدها
   *[other] { $n } حادث آخر قد يكون هو أحدها
}
review-beside = حادثان جنبًا إلى جنب
review-this = هذا
review-other = الآخر
why-contested = متنازع عليه: أرقام لا تلتقي، أو مسؤولية تُقال وتُنفى
why-large = قتلى أو جرحى كثيرون
why-uncertain = غير مؤكد: مصدر واحد، أو بلا مكان أو يوم
why-duplicate = قد يكون هو وحادث آخر واحدًا
why-unreviewed = لم ينظر فيه أحد
decisions-means = كل ما قرره الناس، الأحدث أولًا. لا يُحذف شيء: التراجع أيضًا قيد في السجل.
decisions-none = لم يقرر أحد شيئًا بعد.
