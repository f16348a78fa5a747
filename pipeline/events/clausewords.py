"""Closed classes of function words, and windows, by which subjects and targets are read; all words folded."""

SUBJECT_WINDOW = 7
"""How many tokens after a verb its subject may begin; adverbs, honorifics and datelike phrases stand between."""

SUBJECT_GAP = 9
"""How many tokens before a verb its subject may end, where a bracket, a date or a description stands between."""

GROUP_WINDOW = 6
"""How many tokens after a group or unnamed voice the body that it is of may begin."""

OBJECT_WINDOW = 8
"""How many tokens after an object or an unknown title the person who acts may begin."""

TITLED = 3
"""More tokens than this has a name only with a title before it."""

NAME_WINDOW = 12
"""How many tokens after an unnamed title the name of its holder may begin."""

CONTENT = 12
"""How many tokens after an act the verbal noun that it decides, announces or joins may stand."""

MEMORY = 90
"""How many tokens back an action may be whose actor a clause without subject continues."""

RELATIVES = frozenset({"التي", "الذي", "الذين", "اللذين", "اللتين", "اللذان", "اللتان"})
"""Relative pronouns (folded)."""

RESUMPTIVE = frozenset({"بها", "به", "فيها", "فيه", "خلالها", "خلاله", "بهما", "بهم", "عليها", "عليه"})
"""Prepositions with the pronoun (folded) of the noun that a relative clause belongs to (``تصريحات أدلى بها``)."""

CLAUSES = frozenset({"ان", "حيث", "فيما", "بينما", "كما", "لكن", "اذ", "عندما", "بعدما", "حين"})
"""Words (folded) that open another clause, whose nouns are no objects of the verb before."""

STOPS = frozenset(".؟?!؛")
"""Marks that end a clause."""

AGENTS = frozenset({("من", "قبل"), ("من", "جانب"), ("من", "طرف"), ("علي", "لسان"), ("علي", "يد"), ("علي", "ايدي")})
"""Pairs of words (folded) that open the agent of an act."""

PAIRING = frozenset({"meet", "discuss", "visit", "agree"})
"""Types whose actors and targets are the two sides that a following dual verb speaks of (``استعرضا``)."""

REPORTING = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها", "انهم"})
"""Words (folded) that open a reported clause."""

PARTICLES = frozenset({"لم", "لن", "لا", "قد", "فقد", "سوف", "كان", "كانت", "كانوا", "لقد", "ما", "يكن", "تكن"})
"""Particles (folded) between a conjunction and its verb."""

CONJUNCTIONS = frozenset({"حيث", "كما", "ثم", "بعدها", "بعدما", "عندما", "حين", "اذ", "قبلها", "حينما", "الي جانب"})
"""Words (folded) after which a clause continues the subject before it unless it names one."""

SAYING = frozenset({"state", "announce", "praise", "criticize", "request", "warn"})
"""Types whose actors speak: what a speaker adds continues the last speaker, not the last doer."""

POLITICAL = SAYING | {"decide", "agree", "restrict", "aid", "attack", "cooperate", "discuss"}
"""Types of which a capital's name stands for its government (``أعلنت واشنطن``, but not ``حلت الرياض في المرتبة الأولى``)."""

MEETINGS = frozenset({"اجتماع", "جلسه", "مجتمعون"})
"""Meetings (folded) that stand for the organization last named where nothing says who held them."""

STYLES = frozenset(
    ("سموه", "معاليه", "سعادته", "فضيلته", "سيادته", "فخامته", "جلالته", "سموها", "معاليها", "سعادتها", "دولته", "سماحته", "سيادتها")
)
"""Styles with a pronoun (folded) that stand for the dignitary last spoken of."""

STYLE_STEMS = ("سمو", "معالي", "سعاد", "فضيل", "فخام", "جلال", "سماح")
"""Beginnings (folded) by which a style with a pronoun and the honorific of its bearer are the same word."""

OBJECTLESS = ("استقبال", "وداع")
"""Ends of phrases (folded) after which the guest is named before the hosts."""

EACH = frozenset({"كل", "كلا"})
"""Words (folded) that open a list of participants with من (``كل من مصر والأردن``)."""

OPENED = 30
"""How many tokens before its verb كان may stand with the subject."""

RESUMING = frozenset(
    {"انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "لكنه", "لكنها", "لانه", "لانها", "لكنهم", "انهن", "كونه", "كونها"}
)
"""Particles (folded) whose pronoun is the subject of the clause."""

SIDES = frozenset({"الطرفان", "الجانبان", "الطرفين", "الجانبين", "الوزيران", "الرييسان", "البلدان", "الزعيمان"})
"""Nouns (folded) for the two sides of a meeting."""

SOURCES = frozenset({"مصدر", "مصادر", "مسوول", "مسوولون", "متحدث", "ناطق", "مسوولين"})
"""Unnamed voices (folded) whose body acts, where the text names it."""

SUFFERING = frozenset({"تعرض", "توفي", "مات"})
"""Lemmas whose subject is the one to whom it happens, no actor."""

TARGET_WINDOW = 25
"""How many tokens after a trigger a target is looked for, at most to the next verb."""

GOVERNING = frozenset({"في", "من", "الي", "علي", "عن", "بين", "خلال", "بعد", "قبل", "عند", "لدي", "حول"})
"""Prepositions (folded) after which a participant is no direct object."""

CROWDS = frozenset(
    {
        *("مصادر", "مصدر", "تقارير", "صحف", "الصحف", "مواقع", "المواقع", "وسايل", "محللون", "المحللون", "خبراء", "الخبراء", "مراقبون"),
        *("المراقبون", "مقربون", "ناشطون", "الناشطون", "شهود", "الشهود", "اهالي", "الاهالي", "مواطنون", "المواطنون", "سكان", "السكان"),
        *("المصادر", "التقارير", "معارف", "اصدقاء", "مغردون", "متابعون", "الجماهير", "جماهير", "المشجعون", "الناس", "البعض", "كثيرون"),
        *("مجهولون", "مسلحون", "اخرون", "الجميع", "ناس", "مستخدمون", "المستخدمون", "العلماء", "علماء", "الباحثون", "باحثون", "المتسرعون"),
        *("ذات", "نفس", "عدد", "بعض"),
    }
)
"""Subjects (folded) that are nobody in particular: what they say or do is no action unless their body is named."""
