"""Reads titles off a row of tokens: head, adjectives, what it governs, and the words after that."""

from dataclasses import replace

from pipeline.core.annotations import NerSpan
from pipeline.core.text import Span
from pipeline.matching.names import NameGrammar
from pipeline.normalize.normalizer import key
from pipeline.officials.complements import ComplementReader
from pipeline.officials.context import Context, Title, bare
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.ministries import Ministries
from pipeline.officials.modifiers import ModifierReader
from pipeline.officials.phrases import PhraseReader
from pipeline.officials.teams import TeamReader
from pipeline.officials.titles import Form, Head, TitleLexicon

LINKS = frozenset({"في", "لدي", "علي", "عن", "الي", "باسم"})
"""Words before an organization, folded."""
ACTOR = "ممثل"
"""A noun that without a complement is an actor's profession."""
SECRETARY, NATIONS = "الامين العام", "الأمم المتحدة"
"""The title whose envoys are of the United Nations, and their name."""
DEPUTY = "نايب"
"""A noun that with the article and nothing else is a member of parliament."""
POINTING = frozenset({"هذه", "هذا", "تلك", "ذلك"})
"""Pronouns before the definite noun that a title governs, folded."""
PATRONS = frozenset({"head_of_state", "head_of_government", "royal"})
"""Roles of those whose names may follow the title of who serves them (``مستشار الرئيس الإيراني حسن روحاني``)."""
NO_TITLES = frozenset({"القايم", "السيره", "خطيبه", "خطيبته", "زوجه", "ارمله"})
"""Words that the tagger takes for the first of a title, folded."""
GOVERNS = frozenset({"علي", "عن", "الي"})


class TitleParser:
    """Parses titles with the lexicons."""

    def __init__(self, lexicon: TitleLexicon, names: NameGrammar, honorifics: HonorificLexicon, ministries: Ministries) -> None:
        """Build a parser from the lexicons."""
        self.lexicon = lexicon
        self._honorifics = honorifics
        self._ministries = ministries
        self._phrases = PhraseReader(lexicon, names, honorifics)
        self._complements = ComplementReader(lexicon, names, ministries, self._phrases)
        self._teams = TeamReader(names, ministries, self._phrases, self._complements)
        self._around = ModifierReader(lexicon, honorifics, self._phrases, self._complements, ministries.demonyms)

    def parse(self, context: Context, at: int, end: int, depth: int = 0, first: str | None = None) -> Title | None:
        """Read the title that begins at a token, or return None.

        Args:
            context: The document.
            at: Index of the first token.
            end: Index that the title may not pass.
            depth: How many titles this one stands under (``نائب رئيس``: 1 for ``رئيس``).
            first: Folded form to use for the first token.
        """
        token = context.tokens[at]
        for word in (first,) if first is not None else (token.base, token.norm) if token.base != token.norm else (token.base,):
            if word not in self.lexicon.firsts:
                continue
            fixed = self.lexicon.fixed.longest(context.keys, at, word, end)
            if fixed is not None and not self._yields(context, at, fixed[1]):
                title = self._complete(context, at, fixed[0], fixed[1], end, depth)
                if title is not None:
                    return title
            for form in self.lexicon.forms.get(word, ()):
                if (form.pronoun and token.text.endswith("ة")) or token.text in form.head.not_written:
                    continue
                if token.text.endswith("ه") and form.gender == "f" and not form.pronoun and self._masculine(context, at + 1, end):
                    continue  # ``رئيسه السويسري``
                if form.pronoun and any(token.text.startswith(other) for other in form.head.not_written):
                    continue
                if form.head.counterpart and not form.pronoun:
                    continue
                title = self._complete(context, at, at + 1, form, end, depth)
                if title is not None:
                    return title
        return None

    def _masculine(self, context: Context, at: int, end: int) -> bool:
        """Say whether a masculine nationality stands at a token."""
        return at < end and context.keys[at] in self._ministries.demonyms and not context.keys[at].endswith("ه")

    def _yields(self, context: Context, at: int, form: Form) -> bool:
        """Say whether an organization named inside a fixed title is a better reading of it."""
        return form.head.yields and at + 1 in context.organizations

    def _complete(self, context: Context, at: int, position: int, form: Form, end: int, depth: int) -> Title | None:
        """Read on from a head: adjectives, complement, modifiers."""
        head = form.head
        words = list(range(at, position))
        length = len(words)
        title = Title(
            at,
            position,
            (),
            head.role,
            head.lemma,
            gender=form.gender,
            number=form.number,
            sovereign=head.sovereign,
            pronoun=form.pronoun,
            counterpart=head.counterpart,
        )
        position, title = self._around.adjectives(context, position, end, title, words, definite=form.definite, before=True)
        taken = self._complement(context, position, end, form, title, words, depth)
        if taken is not None:
            title = replace(taken, complete=True)
            if head.organization and not title.organization:
                title = self._implied(context, head, title)
            if "club" in head.takes:
                title = self._teams.further(context, end, title)
        elif form.accusative or (head.needs and depth == 0) or head.needs:
            return None
        elif form.pronoun:
            title = replace(title, own=True, complete=True)
        elif head.organization:
            title = self._implied(context, head, title)
        elif not depth and not head.fixed and not (head.alone and form.definite) and len(words) == length:
            return None
        else:
            title = replace(
                title, complete=head.fixed or (form.definite and head.alone and not head.strict and form.number != "p"), own=not head.fixed
            )
        if head.strict and taken is None and not head.fixed and not form.definite:
            return None
        position, title = self._around.modifiers(context, title.last, end, title, words)
        if depth == 0:
            title = self._around.stretch(context, title, end, words)
        if head.honorific and taken is None and title.last < end and self._phrases.named(context, title.last):
            return None
        if head.lemma == DEPUTY and form.definite and title.role == "legislator" and not title.organization:
            title = self._chamber(context, title)
        if head.short:
            title = self._shorten(context, head, title, words)
        if (
            (head.beside and not title.organization)
            or (head.person_only and taken is None)
            or (head.lemma == "كبير" and form.number == "p")
        ):
            title = replace(title, honorary=True)
        if form.number == "d" and form.accusative and not title.others:
            title = replace(title, number="s", singular=head.name)
        elif form.number in ("d", "p") and not head.fixed:
            single = head.name if form.gender == "m" else f"{head.name}ة"
            title = replace(title, singular=f"ال{single}" if form.definite and not form.pronoun else single)
        return replace(title, words=tuple(words))

    def _chamber(self, context: Context, title: Title) -> Title:
        """Give a deputy the lower house of the article's country, where the article names no house itself."""
        if any(mention.type == "legislature" for mention in context.organizations.values()):
            return title
        name = self.lexicon.chambers.get(context.country, "")
        return replace(title, organization=name, kind="legislature" if name else "", country=context.country)

    def _shorten(self, context: Context, head: Head, title: Title, words: list[int]) -> Title:
        """Leave the organization out of a fixed title (``رئيس مجلس الوزراء``: ``رئيس``), where it is one."""
        kept = len(head.short.split())
        spare = words[kept : len(head.lemma.split())]
        if head.absorbs:
            if not title.organization or title.organization_span is None:
                return title
            noun = context.tokens[spare[0]]
            if context.keys[spare[0]] != key(title.organization).split()[0]:
                title = replace(
                    title,
                    organization=f"{noun.text} {title.organization}",
                    organization_span=Span(noun.span.start, title.organization_span.end),
                    kind="government" if title.kind == "place" else title.kind,
                )
        del words[kept : kept + len(spare)]
        return title

    def _implied(self, context: Context, head: Head, title: Title) -> Title:
        """Fill in the organization that a title implies; a national office is that of the country most named that may have it."""
        if head.organization == "national":
            codes = [code for code in context.countries if code not in head.without and (not head.among or code in head.among)]
            name = self._ministries.countries.get(codes[0], "") if codes else ""
            country = codes[0] if codes else ""
            return replace(title, organization=name, kind="place" if name else "", country=country, complete=True, rule="implied")
        if head.organization == "legislature":
            return replace(title, own=True)
        country = head.country or context.country
        return replace(
            title, organization=head.organization, kind="place" if head.country else "government", country=country, complete=True
        )

    def _complement(
        self, context: Context, position: int, end: int, form: Form, title: Title, words: list[int], depth: int
    ) -> Title | None:
        """Read what the head governs, or return None."""
        if position >= end or context.tokens[position].kind not in ("word", "mark"):
            return None
        token = context.tokens[position]
        quoted = token.text in '«"“'
        if token.kind == "mark" and not quoted:
            return None
        pointed = token.norm in POINTING and position + 1 < end and context.tokens[position + 1].definite
        if pointed:
            position += 1  # ``رئيسة هذه الكتل``
            token = context.tokens[position]
        head, start = form.head, position
        linked = False
        if not quoted and (token.norm in LINKS or (token.base == "اسم" and token.proclitics == ("ب",))):
            if token.norm in GOVERNS and head.lemma not in self.lexicon.over:
                return None
            start, linked = position + 1, True
        elif not quoted and token.proclitics and token.base != token.norm:
            if token.proclitics[-1] not in ("ل", "ب") or len(token.proclitics) > 1:
                return None
            linked = True
        elif form.definite and not form.pronoun and not head.fixed and not {"country", "nationality"} & set(head.takes):
            return None
        if quoted:
            start = position + 1
        if start >= end or (context.tokens[start].kind != "word" and context.tokens[start].text not in '«"“('):
            return None
        if context.tokens[start].kind == "mark":
            start += 1
            if start >= end:
                return None
        for kind in head.takes:
            if kind == "title" and form.definite and not linked and not form.pronoun and not head.fixed:
                continue
            taken = self._take(kind, context, start, end, form, title, words, depth, linked=linked)
            if taken is not None:
                return taken
            if pointed and kind == "organization":
                return replace(title, last=start + 1, organization=bare(token), kind="other", organization_span=token.base_span, own=True)
        if head.sovereign and linked and (mention := context.organizations.get(start)) is not None and title.lemma in ("الرييس", "الرييسه"):
            return self._complements.organization(context, mention, replace(title, role="chair", sovereign=False))
        return None

    def _take(
        self, kind: str, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], depth: int, *, linked: bool
    ) -> Title | None:
        """Read a complement of one kind."""
        head = form.head
        if kind == "title":
            return self._under(context, start, end, form, title, words, depth)
        if kind == "portfolio":
            return None if linked and form.definite else self._complements.portfolio(context, start, end, form, title)
        if kind == "organization":
            mention = context.organizations.get(start)
            if mention is None and (around := context.inside.get(start)) is not None and around.first < start:
                token = context.tokens[start]
                name = " ".join([context.tokens[start].text, *(word.text for word in context.tokens[start + 1 : around.last])])
                span = Span(token.base_start, around.span.end)
                return replace(title, organization=name, kind=around.type, organization_span=span, country=around.country, last=around.last)
            if mention is not None:
                return self._complements.organization(context, mention, title)
            return self._complements.body(context, start, end, title, self.parse, linked=linked)
        if kind == "country":
            if form.pronoun and not linked and not head.counterpart:
                return None  # ``رئيسه السويسري فلان``
            return self._complements.country(context, start, end, title, words, linked=linked)
        if kind == "place":
            return self._complements.place(context, start, end, form, title)
        if kind == "nationality":
            return self._teams.nationality(context, start, title, linked=linked)
        if kind in ("club", "tribe"):
            return self._teams.read(kind, context, start, end, title, linked=linked or not form.definite)
        if head.fixed and not linked and form.definite:
            return None
        if kind == "person":
            if form.definite and not linked:
                return None
            return self._complements.person(context, start, title, words)
        return self._complements.topic(context, start, end, form, title, words, linked=linked)

    def _under(self, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], depth: int) -> Title | None:
        """Read a title that this one stands under."""
        token = context.tokens[start]
        if depth > 2:
            return None
        honorific = self._honorifics.read(context.tokens, context.keys, start, end)
        inner = None
        if honorific is not None and honorific.last < end and not honorific.weak:
            inner = self.parse(context, honorific.last, end, depth + 1)
        inner = inner or self.parse(context, start, end, depth + 1, token.base)
        if inner is None or (not inner.complete and not inner.own):
            return None
        words.extend(range(title.last, inner.words[0]))
        words.extend(inner.words)
        role = title.role
        if form.head.deputy:
            table = self.lexicon.deputies.get(title.lemma, {}) or self.lexicon.deputies.get(title.lemma.removeprefix("ال"), {})
            role = table.get(inner.role, "other")
        elif form.head.lemma == "كبير":
            role = inner.role
        if inner.lemma == SECRETARY and not inner.organization and title.role == "representative":
            inner = replace(inner, organization=NATIONS, kind="intergovernmental", own=False)
        return replace(
            title,
            last=inner.last,
            role=role,
            organization=inner.organization,
            kind=inner.kind,
            organization_span=inner.organization_span,
            country=inner.country,
            own=inner.own,
            serves=inner.role in PATRONS and inner.kind == "place",
            acting=title.acting or inner.acting,
            sovereign=False,
        )

    def tagged(self, context: Context, span: NerSpan, end: int) -> Title | None:
        """Make a title of a position that only the tagger sees.

        Args:
            context: The document.
            span: The tagger's span.
            end: Past the last token of the sentence.
        """
        tokens = context.tokens
        first = tokens[span.first]
        if first.kind != "word" or span.last > end:
            return None
        forms = self.lexicon.forms.get(first.base) or self.lexicon.forms.get(first.norm)
        if first.norm in NO_TITLES:
            return None
        if forms is None and (span.last - span.first < 2 or first.norm in self._honorifics.firsts):
            return None
        head = forms[0].head if forms is not None else None
        if head is not None and (span.last - span.first == 1 or head.lemma == ACTOR):
            return None
        title = Title(
            span.first,
            span.last,
            tuple(range(span.first, span.last)),
            head.role if head is not None else "other",
            head.lemma if head is not None else first.base,
            gender=forms[0].gender if forms is not None else "",
            complete=True,
            honorary=head is not None and head.beside,
            rule="tagger",
        )
        for index in range(span.first + 1, span.last):
            mention = context.organizations.get(index)
            if mention is not None and mention.last <= span.last:
                kept = (*range(span.first, index), *range(mention.last, span.last))
                return replace(self._complements.organization(context, mention, replace(title, words=kept)), last=span.last)
        if span.last - span.first > 2 and tokens[span.first + 1].kind == "word" and tokens[span.first + 1].base in self.lexicon.bodies:
            name = " ".join([bare(tokens[span.first + 1]), *(token.text for token in tokens[span.first + 2 : span.last])])
            where = Span(tokens[span.first + 1].base_start, tokens[span.last - 1].span.end)
            role = self.lexicon.role_at(title.lemma, title.role, key(name), "government")
            title = replace(title, words=(span.first,), organization=name, kind="other", organization_span=where, role=role)
        return replace(self._complements.host(context, span.last, end, title), own=title.own)
