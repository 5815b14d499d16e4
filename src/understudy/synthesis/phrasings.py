"""How questions are worded: several ways a kind and language, so that none is learnt by heart.

A place in braces is filled by the kind of question; the kind's module says with what.
"""

_ENGLISH: dict[str, tuple[str, ...]] = {
    "quoting.start": (
        'Which sentence begins with "{words}"?',
        'Which sentence opens with the words "{words}"?',
        'What is the whole sentence that starts with "{words}"?',
        'What does the sentence beginning "{words}" say?',
        'Can you quote the sentence that starts "{words}"?',
        'Give the full sentence that begins with "{words}".',
    ),
    "quoting.middle": (
        'Which sentence contains the words "{words}"?',
        'What is the whole sentence with the words "{words}"?',
        'In which sentence do the words "{words}" appear?',
        'What does the sentence that says "{words}" tell us?',
        'Can you quote the sentence around the words "{words}"?',
        'Give the full sentence in which "{words}" appears.',
    ),
    "heading": (
        'What does the section "{heading}" say first?',
        'How does the section "{heading}" begin?',
        'What is the first sentence of the section "{heading}"?',
        'With which sentence does the section "{heading}" open?',
        'What comes first under the heading "{heading}"?',
        'What is said at the start of the section called "{heading}"?',
    ),
    "heading.words": (
        "What does the section with {words} in its title say first?",
        "How does the section with {words} in its heading begin?",
        "What is the first sentence of the section whose title has the words {words}?",
        "With which sentence does the section titled with the words {words} open?",
        "What comes first under the heading that has the words {words}?",
    ),
    "definition.is": (
        "What is {a_term}?",
        'What is meant by "{term}"?',
        'What does "{term}" mean?',
        "How would you explain what {a_term} is?",
        "How is {a_term} defined?",
        "Can you tell me what {a_term} is?",
    ),
    "definition.are": (
        "What are {a_term}?",
        'What is meant by "{term}"?',
        'What does "{term}" mean?',
        "How would you explain what {a_term} are?",
        "How are {a_term} defined?",
        "Can you tell me what {a_term} are?",
    ),
    "list.subject": (
        "What {do} {subject} {verb}?",
        "What exactly {do} {subject} {verb}?",
        "Which items {do} {subject} {verb}?",
        "According to the list, what {do} {subject} {verb}?",
        "Which points {do} {subject} {verb}, one by one?",
    ),
    "list.words": (
        'What is listed after the words "{words}"?',
        'Which items follow the words "{words}"?',
        'What does the list introduced with "{words}" contain?',
        'What are the points of the list that comes after "{words}"?',
        'Which points stand in the list after the words "{words}"?',
        'Name the items of the list that follows "{words}".',
    ),
}

_RUSSIAN: dict[str, tuple[str, ...]] = {
    "quoting.start": (
        "Какое предложение начинается со слов «{words}»?",
        "Как целиком звучит предложение, которое начинается с «{words}»?",
        "Какое предложение открывают слова «{words}»?",
        "Что сказано в предложении, которое начинается словами «{words}»?",
        "Можете привести предложение, которое начинается с «{words}»?",
        "Приведите полностью предложение, начинающееся словами «{words}».",
    ),
    "quoting.middle": (
        "В каком предложении есть слова «{words}»?",
        "Какое предложение содержит слова «{words}»?",
        "Как целиком звучит предложение со словами «{words}»?",
        "Что сказано в предложении, где стоят слова «{words}»?",
        "Можете привести предложение, где встречается «{words}»?",
        "Приведите полностью предложение со словами «{words}».",
    ),
    "heading": (
        "Что сначала сказано в разделе «{heading}»?",
        "Как начинается раздел «{heading}»?",
        "Каково первое предложение раздела «{heading}»?",
        "С какого предложения начинается раздел «{heading}»?",
        "Что стоит первым под заголовком «{heading}»?",
        "Какое предложение открывает раздел «{heading}»?",
    ),
    "heading.words": (
        "Что сначала сказано в разделе, в названии которого есть {words}?",
        "Как начинается раздел, в заголовке которого стоят слова {words}?",
        "Каково первое предложение раздела со словами {words} в названии?",
        "С какого предложения начинается раздел, где в заголовке есть слова {words}?",
        "Что стоит первым под заголовком со словами {words}?",
    ),
    "definition.is": (
        "Что такое {term}?",
        "Что означает «{term}»?",
        "Что понимают под термином «{term}»?",
        "Как объяснить, что такое {term}?",
        "Как определяется понятие «{term}»?",
        "Можете объяснить, что такое {term}?",
    ),
    "list.subject": (
        "Что {asked}?",
        "Что именно {asked}?",
        "Судя по списку, что {asked}?",
        "Можете перечислить, что {asked}?",
        "Перечислите, что {asked}.",
    ),
    "list.words": (
        "Что перечислено после слов «{words}»?",
        "Какие пункты идут после слов «{words}»?",
        "Что входит в список, который вводят слова «{words}»?",
        "Какие пункты есть в списке после слов «{words}»?",
        "Что стоит в перечне после слов «{words}»?",
        "Назовите пункты списка, который идёт после слов «{words}».",
    ),
}

PHRASINGS = {"en": _ENGLISH, "ru": _RUSSIAN}
"""Language, then the name of a kind or of a variant of it, to the phrasings."""
