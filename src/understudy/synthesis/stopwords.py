"""Words that say nothing of a subject: no good anchor of a quotation, no part of a term."""

_ENGLISH = """
a about above after again against all almost alone along already also although always am among an
and another any anybody anyone anything are around as at away back be because been before behind
being below beneath beside besides best better between beyond both but by can cannot could did do
does doing done down during each either else enough even ever every everybody everyone everything
except few first following for four from further get gets give go goes had has have he her here hers
him his how however i if in inside instead into is it its just last later least less let like little
look make many may me might mine more most much must my near neither never next no nobody none nor
not nothing now of off often on once one only onto or other others ought our ours out outside over
own per perhaps put rather said same say says second see several shall she should since so some
somebody someone something sometimes soon still such take than that the their theirs them then there
therefore these they thing things third this those though three through thus till to today together
too towards toward two under unless until up upon us use used very was way we well were what
whatever when where whether which while who whoever whole whom whose why will with within without
worse worst would yes yet you your yours five six seven eight nine ten
"""
_RUSSIAN = """
а без более больше будет будто бы был была были было быть в вам вас вдоль ведь весь во вокруг вот
все всегда всего всей всем всех всё всю вся вы где главное да даже два две двое дело для до его ей
ему если есть ещё её ж же за зато здесь и из или им ими их к каждая каждого каждое каждой каждом
каждую каждый как какая какие какой когда которая которого которое которой котором которую которые
который которых кроме кто куда ли либо лишь между меня мне много может можно мой моя мы на над надо
нам нами нас наш наша наше наши не него ней нельзя нём нет неё ни нибудь никогда них ничего но ну
нужен нужна нужно нужны о об оба обе один одна одни одно однако он она они оно от очень первая
первое первый перед по под позже пока после потом потому почти при про просто против пять раз разве
раньше ради рядом с сам сама сами само самая самое самые самый свои своим своих свой своя себе себя
семь сейчас следующее следующие следующие со среди сразу так такая такие также такое такой там
твой тебе тебя теперь то тоже того той только том тот три тут ты у уже хоть хотя чего чей чем через
четыре что чтобы чуть шесть эта эти этих это этого этой этом этот эту я должен должна должно должны
вещи вещей вещь пункт пункта пункты пунктов
"""

STOPWORDS = frozenset((_ENGLISH + _RUSSIAN).split())
"""Casefolded; English and Russian together, for no word is a content word in one of them only."""
