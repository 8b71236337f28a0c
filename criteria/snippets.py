"""Ready pieces of HTML that advice offers: a web master puts in the addresses and pastes them.

A page that holds such a piece earns the marks it is offered for; a test holds that.
"""

from __future__ import annotations

SITE = "https://адрес-вашего-сайта"
"""Stands for the college's own address until its web master writes it."""

_PROJECT_LOGO = (
    f'<img src="{SITE}/images/professionalitet.png"'
    ' alt="Логотип ФП «Профессионалитет»" width="320">'
)
_PARTNER_LOGO = (
    f'<img src="{SITE}/images/partner.png" alt="Логотип АО «Название предприятия»" width="200">'
)

ADMISSION_LINK = f'<a href="{SITE}/abiturientu/">Абитуриенту</a>'
TAB_LINK = f'<a href="{SITE}/professionalitet/">Профессионалитет</a>'
TAB_LINK_INSIDE = (
    f'<p><a href="{SITE}/professionalitet/">Федеральный проект «Профессионалитет»</a></p>'
)
SITE_LINK = '<a href="https://япроф.рф/">Сайт проекта «Профессионалитет»: япроф.рф</a>'
CHANNEL_LINK = '<a href="https://t.me/FP_professionalitet">Телеграм-канал ФП «Профессионалитет»</a>'

FORMS = "<p>Форма обучения: очная. Срок обучения: 3 года 10 месяцев.</p>"
FUNDING = "<p>Бюджетных мест — 25, платных (по договору) — 10.</p>"
PRICE = "<p>Стоимость обучения: 85 000 руб. за учебный год.</p>"
TABLE = """\
<table>
<tr><th>Код и название</th><th>Форма обучения</th><th>Мест</th><th>Стоимость обучения</th></tr>
<tr><td>15.02.16 Технология машиностроения</td><td>очная</td>
<td>25 бюджетных, 10 платных</td><td>85 000 руб. в год</td></tr>
<tr><td>09.02.07 Информационные системы и программирование</td><td>заочная</td>
<td>15 платных</td><td>60 000 руб. в год</td></tr>
</table>"""
PROGRAMMES = """\
<h2>Программы ФП «Профессионалитет»</h2>
<ul>
<li>15.02.16 Технология машиностроения</li>
<li>09.02.07 Информационные системы и программирование</li>
</ul>"""

PROJECT_LOGO = f"""\
<a href="{SITE}/professionalitet/">
{_PROJECT_LOGO}
</a>"""
PROJECT_LOGO_IN_TAB = f"""\
<a href="https://япроф.рф/">
{_PROJECT_LOGO}
</a>"""
PARTNER_LOGO = f"""\
<h2>Опорный работодатель</h2>
<a href="https://адрес-сайта-предприятия/">
{_PARTNER_LOGO}
</a>"""
LOGOS = f"""\
{_PROJECT_LOGO}
{_PARTNER_LOGO}"""

ABOUT = """\
<p>«Профессионалитет» — федеральный проект: колледжи и предприятия вместе готовят рабочих и
специалистов. Наш колледж входит в образовательно-производственный кластер [отрасль], опорный
работодатель — [название предприятия].</p>
<p>Программы составлены вместе с предприятием, срок обучения по многим из них короче. Студенты
проходят практику на современном оборудовании, у каждого есть наставник с производства.
Выпускникам предприятие помогает с трудоустройством.</p>"""

ADMISSION_PAGE = f"""\
<h2>Специальности и профессии</h2>
<table>
<tr><th>Код и название</th><th>Форма обучения</th><th>Мест</th><th>Стоимость обучения</th></tr>
<tr><td>15.02.16 Технология машиностроения (Профессионалитет)</td><td>очная</td>
<td>25 бюджетных, 10 платных</td><td>85 000 руб. в год</td></tr>
</table>
<a href="{SITE}/professionalitet/">{_PROJECT_LOGO}</a>
{_PARTNER_LOGO}"""
TAB_PAGE = f"""\
<h1>Федеральный проект «Профессионалитет»</h1>
{_PROJECT_LOGO}
<p>[Рассказ о проекте и кластере: пять-шесть предложений]</p>
<h2>Специальности и профессии проекта</h2>
<ul><li>15.02.16 Технология машиностроения</li></ul>
<h2>Опорный работодатель</h2>
{_PARTNER_LOGO}
<p>{SITE_LINK} · {CHANNEL_LINK}</p>"""
