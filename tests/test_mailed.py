from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import Engine

from site_audit.followup.covering import covering
from site_audit.pack.letters import letters
from site_audit.store.letters import (
    LetterKey,
    claim_letter,
    letter_failed,
    letter_sent,
    letter_unclear,
    mailed_letters,
    retry,
)
from tests.meetings import SENDER, TEXTS, instruction, meeting, result
from tests.test_report import NAUGHTY

TO = "info@college.example"
KEY = LetterKey(purpose="letter", judgement_id=1, about="Кластер")
KEPT = KEY.to(TO)


def claim(engine: Engine, key: LetterKey = KEY) -> bool:
    return claim_letter(engine, key, TO, subject="Тема", message_id="<1@irpo.example>")


def test_of_many_who_claim_a_letter_at_once_one_gets_it(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(lambda _: claim(engine), range(8))) == 1


def test_of_many_who_claim_a_failed_letter_one_gets_it(engine: Engine) -> None:
    claim(engine)
    letter_failed(engine, KEPT, "нет такого ящика")
    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(lambda _: claim(engine), range(8))) == 1
    (kept,) = mailed_letters(engine)
    assert (kept.state, kept.trouble, kept.sent_at) == ("sending", "", None)


def test_a_sent_letter_is_neither_claimed_nor_retried_nor_failed(engine: Engine) -> None:
    claim(engine)
    letter_sent(engine, KEPT)
    letter_failed(engine, KEPT, "поздно")
    assert not claim(engine)
    assert not retry(engine, KEPT)
    (kept,) = mailed_letters(engine)
    assert (kept.state, kept.trouble) == ("sent", "")
    assert kept.sent_at is not None


def test_a_letter_of_unclear_end_waits_for_a_persons_word(engine: Engine) -> None:
    claim(engine)
    letter_unclear(engine, KEPT, "связь оборвалась")
    assert not claim(engine)
    assert mailed_letters(engine)[0].trouble == "связь оборвалась"
    assert retry(engine, KEPT)
    assert claim(engine)


def test_any_text_makes_a_key_that_the_database_takes(engine: Engine) -> None:
    keys = [replace(KEY, about=text) for text in (*NAUGHTY, "а" * 5_001, "б" * 5_000)]
    assert sum(claim(engine, key) for key in keys) == len(keys)
    assert not any(claim(engine, key) for key in keys)


def test_a_letter_is_covered_by_words_and_its_key_outlives_other_judgements() -> None:
    one = result(1, 20, 30, email=TO)
    (letter,) = letters(meeting([one]), TEXTS)
    mail = covering(letter, SENDER, judgement_id=5)
    assert (mail.recipient, mail.subject) == (TO, letter.subject)
    assert mail.attachments[0].content == letter.content
    assert SENDER.answer_to in mail.text
    assert mail.key != covering(letter, SENDER, judgement_id=6).key

    (form,) = letters(meeting([one], instructions=[instruction(4, one)]), TEXTS)
    order = covering(form, SENDER, judgement_id=5)
    assert "№ 4-2023" in order.text
    assert "до 15.12.2023" in order.text
    assert order.key == covering(form, SENDER, judgement_id=6).key
