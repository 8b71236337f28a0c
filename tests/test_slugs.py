import pytest
from hypothesis import given
from hypothesis import strategies as some

from criteria.roles import in_section, slugged
from criteria.slugs import alike, segments, skeleton
from tests.samples import STEADY

SLUGS = {
    "common": "sveden/common info_edu/basics/ general-information x/osnovnye-svedeniya "
    "osnovnyie-svedeniya.html x/obshchie-svedeniya x/osnovnye_svedeniya/",
    "struct": "sveden/struct/ structure-and-organs x/struktura/ struktura-kolledzha "
    "struktura-i-organyi-upravleniya struktura-i-organy-upravleniya-obrazovatelnoj-organizaciej "
    "o-nas/kontakty-podrazdelenij",
    "document": "sveden/document sveden/documents info_edu/all_docs/ x/dokumenty x/documenty "
    "dokumentyi.php",
    "managers": "sveden/managers guide x/rukovodstvo x/rukovodstvo/index.php administratsiya",
    "employees": "sveden/employees teachingStaff x/pedagogicheskiy-sostav pedagogicheskij-sostav "
    "o-nas/pedagogicheskii-sostav ped-sostav pedagogicheskij_kollektiv",
    "staff": "dshi-rukovodstvo-i-pedsostav school/rukovodstvo-pedagogicheskiy-nauchno-"
    "pedagogicheskiy-sostav",
    "objects": "sveden/objects sveden/dsreda info_edu/support_and_equipment logistical-support "
    "materialTechnicalSupport mtl x/materialno-tehnicheskoe-obespechenie-dostupnaya-sreda "
    "materialno-tekhnicheskoe-obespechenie-i-osnashchennost-obrazovatelnogo-protsessa "
    "materialno-tekhnicheskoe-obespechenie-i-osnashchennost-obrazovatelnogo-protsessa-dostupnaya-"
    "sreda materialno-texnicheskoe-obespechenie",
    "paid_edu": "sveden/paid_edu/index.php o-nas/paid_services paid-educational-services "
    "platnye-obrazovatelnye-uslugi platnyie-obrazovatelnyie-uslugi platnye-obrazovatel-nye-uslugi "
    "платные-образовательные-услуги",
    "budget": "sveden/budget fin-hoz-deyatelnost/ info_edu/financial_activity "
    "financial-economic-activities finansovo-hozyaystvennaya-deyatelnost "
    "finansovo-hozyajstvennaya-deyatelnost finansovo-khozyaystvennaya-deyatelnost "
    "finansovo-hozjajstvennaja-dejatelnost",
    "vacant": "sveden/vacant vacant-places x/vakantnye-mesta vakantnyie-mesta.html "
    "vakantnye-mesta-dlya-priema-perevoda-obuchayushchikhsya "
    "vakantnye-mesta-dlya-priyoma-perevoda-obuchayuschihsya",
    "ovz": "sveden/ovz x/dostupnaya-sreda/ dostupnaja-sreda "
    "informatsiya-dlya-invalidov-i-lits-s-ovz",
    "inter": "sveden/inter sveden/cooperation international-cooperation "
    "mezhdunarodnoe-sotrudnichestvo mejdunarodnoe-sotrudnichestvo",
    "grants": "sveden/grants stipendii stipendii-i-mery-podderzhki-obuchayushchikhsya",
    "catering": "sveden/catering sveden/food meals organizatsiya-pitaniya "
    "organizaciya-pitaniya-v-obrazovatelnoj-organizacii",
    "standards": "sveden/eduStandarts edustandarts x/obrazovatelnye-standarty",
    "education": "sveden/education x/obrazovanie",
}
CASES = [(role, path) for role, paths in SLUGS.items() for path in paths.split()]


@pytest.mark.parametrize(("role", "path"), CASES, ids=[path for _, path in CASES])
def test_an_address_is_told_by_its_last_part(role: str, path: str) -> None:
    assert role in slugged(f"https://college.ru/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "news",
        "contacts",
        "index.php",
        "o-kolledzhe/sotrudnichestvo",
        "abiturientam/spetsialnosti",
        "vakansii-kolledzha",
        "vospitatelnaya-rabota",
        "raspisanie-zanyatiy",
        "istoriya",
        "studsovet",
        "priyomnaya-direktora",
        "dostizheniya",
        "material",
        "common-questions",
        "paid.jpg.bak",
        "sveden/2024",
    ],
)
def test_an_address_of_something_else_has_no_subsection(path: str) -> None:
    found = slugged(f"https://college.ru/{path}")
    assert not set(found) & set(SLUGS)


@pytest.mark.parametrize(
    "path",
    [
        "sveden/common",
        "sveden",
        "v2/sveden/x",
        "about/sveden/",
        "svedeniya/dokumenty",
        "svedenija",
        "sved/platnye-uslugi",
        "info_edu/basics",
        "svedeniya-ob-obrazovatelnoy-organizatsii/x",
        "svedeniya-ob-obrazovatelnoj-organizacii/x/",
        "svedeniya-ob-obrazovatelnoj-organizatsii/x",
        "svedeniya-ob-organizatsii",
        "сведения-об-образовательной-организации/документы",
    ],
)
def test_addresses_under_the_section_are_known(path: str) -> None:
    assert in_section(f"https://college.ru/{path}")


@pytest.mark.parametrize("path", ["", "news/sveden-2024", "o-kolledzhe", "studentam/dokumenty"])
def test_addresses_outside_the_section_are_known(path: str) -> None:
    assert not in_section(f"https://college.ru/{path}")


def test_all_schools_of_transliteration_have_one_skeleton() -> None:
    title = skeleton("Общежитие хозяйства обучающихся")
    for slug in (
        "obshchezhitie-khozyaystva-obuchayushchikhsya",
        "obshhezhitie-hozyajstva-obuchayushhihsya",
        "obschezhitie_hozyaistva_obuchayuschihsya",
    ):
        assert alike(skeleton(slug), title), slug


def test_a_slug_cut_by_the_engine_of_a_site_is_known() -> None:
    whole = skeleton("Материально-техническое обеспечение и оснащенность образовательного процесса")
    assert alike(skeleton("materialno-tehnicheskoe-obespechenie-i-osnashch"), whole)
    assert not alike(skeleton("materialy"), whole)


def test_segments_leave_out_index_files_suffixes_and_queries() -> None:
    assert segments("http://c.ru/a/b/index.php?id=1#x") == ("a", "b")
    assert segments("http://c.ru/ustav.html") == ("ustav",)
    assert segments("http://c.ru/") == ()


@STEADY
@given(some.text(max_size=80))
def test_no_text_is_too_odd_for_a_skeleton(text: str) -> None:
    bones = skeleton(text)
    assert bones == " ".join(bones.split())
    assert bones.isascii()
    assert slugged(f"http://college.ru/{text}") is not None
