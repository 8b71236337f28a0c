CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.cluster (
    id integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL
);
CREATE SEQUENCE public.cluster_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cluster_id_seq OWNED BY public.cluster.id;
CREATE TABLE public.college (
    id integer NOT NULL,
    key text NOT NULL,
    place text NOT NULL,
    inn text NOT NULL,
    name text NOT NULL,
    short_name text DEFAULT ''::text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    region_folded text DEFAULT ''::text NOT NULL,
    url text NOT NULL,
    extra_urls json NOT NULL,
    robots_consent date,
    email text DEFAULT ''::text NOT NULL,
    responsible text DEFAULT ''::text NOT NULL,
    search text DEFAULT ''::text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.college_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.college_id_seq OWNED BY public.college.id;
CREATE TABLE public.gathering (
    college_id integer NOT NULL,
    visit_id integer NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.judgement (
    id integer NOT NULL,
    run_id integer NOT NULL,
    number integer NOT NULL,
    edition text NOT NULL,
    detectors text DEFAULT ''::text NOT NULL,
    digest text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_judgement_state CHECK ((state = ANY (ARRAY['draft'::text, 'preliminary'::text, 'final'::text])))
);
CREATE SEQUENCE public.judgement_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.judgement_id_seq OWNED BY public.judgement.id;
CREATE TABLE public.membership (
    college_id integer NOT NULL,
    number integer NOT NULL,
    cluster_id integer,
    role text DEFAULT ''::text NOT NULL,
    industry text DEFAULT ''::text NOT NULL,
    employers json NOT NULL
);
CREATE TABLE public.override (
    id integer NOT NULL,
    college_id integer NOT NULL,
    criterion text NOT NULL,
    mark integer,
    author text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    removed_at timestamp with time zone
);
CREATE SEQUENCE public.override_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.override_id_seq OWNED BY public.override.id;
CREATE TABLE public.programme (
    college_id integer NOT NULL,
    "position" integer NOT NULL,
    code text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    of_project boolean NOT NULL,
    url text NOT NULL
);
CREATE TABLE public.run (
    id integer NOT NULL,
    edition text NOT NULL,
    profile json NOT NULL,
    scope json NOT NULL,
    schedule text,
    planned_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT ck_run_state CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE SEQUENCE public.run_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.run_id_seq OWNED BY public.run.id;
CREATE TABLE public.score (
    judgement_id integer NOT NULL,
    visit_id integer NOT NULL,
    rating text NOT NULL,
    points integer NOT NULL,
    out_of integer NOT NULL,
    unknown integer NOT NULL,
    CONSTRAINT ck_score_bounds CHECK (((points >= 0) AND (unknown >= 0) AND ((points + unknown) <= out_of))),
    CONSTRAINT ck_score_rating CHECK ((rating = ANY (ARRAY['presence'::text, 'visual'::text, 'overall'::text])))
);
CREATE TABLE public.verdict (
    judgement_id integer NOT NULL,
    visit_id integer NOT NULL,
    criterion text NOT NULL,
    "position" integer NOT NULL,
    mark integer,
    out_of integer NOT NULL,
    reason text NOT NULL,
    because text NOT NULL,
    advice text,
    evidence json NOT NULL,
    checks json NOT NULL,
    CONSTRAINT ck_verdict_mark CHECK (((mark >= 0) AND (mark <= out_of)))
);
CREATE TABLE public.visit (
    id integer NOT NULL,
    run_id integer NOT NULL,
    college_id integer NOT NULL,
    state text NOT NULL,
    worker text,
    lease_until timestamp with time zone,
    fence integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    crashes integer DEFAULT 0 NOT NULL,
    outcome text,
    reason text,
    archive text,
    requests integer DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT '0'::bigint NOT NULL,
    cpu_s double precision DEFAULT '0'::double precision NOT NULL,
    wall_s double precision DEFAULT '0'::double precision NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    observations json NOT NULL,
    CONSTRAINT ck_visit_outcome CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
    CONSTRAINT ck_visit_state CHECK ((state = ANY (ARRAY['waiting'::text, 'leased'::text, 'done'::text])))
);
CREATE SEQUENCE public.visit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.visit_id_seq OWNED BY public.visit.id;
ALTER TABLE ONLY public.cluster ALTER COLUMN id SET DEFAULT nextval('public.cluster_id_seq'::regclass);
ALTER TABLE ONLY public.college ALTER COLUMN id SET DEFAULT nextval('public.college_id_seq'::regclass);
ALTER TABLE ONLY public.judgement ALTER COLUMN id SET DEFAULT nextval('public.judgement_id_seq'::regclass);
ALTER TABLE ONLY public.override ALTER COLUMN id SET DEFAULT nextval('public.override_id_seq'::regclass);
ALTER TABLE ONLY public.run ALTER COLUMN id SET DEFAULT nextval('public.run_id_seq'::regclass);
ALTER TABLE ONLY public.visit ALTER COLUMN id SET DEFAULT nextval('public.visit_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.cluster VALUES (1, 'Первый', 'первый');
INSERT INTO public.college VALUES (1, '127.77.0.1:40851/', '127.77.0.1:40851/', '', 'Колледж 0', 'К0', 'Омская область', 'омская область', 'http://127.77.0.1:40851/', '[]', NULL, '', '', 'колледж 0 к0 http://127.77.0.1:40851/', '2026-11-23 03:36:47.851096+00', '2026-11-23 03:36:47.851089+00');
INSERT INTO public.college VALUES (2, '127.77.0.2:45905/', '127.77.0.2:45905/', '', 'Колледж 1', 'К1', 'Омская область', 'омская область', 'http://127.77.0.2:45905/', '[]', NULL, '', '', 'колледж 1 к1 http://127.77.0.2:45905/', '2026-11-23 03:36:47.854219+00', '2026-11-23 03:36:47.854217+00');
INSERT INTO public.college VALUES (3, '127.77.0.3:44869/', '127.77.0.3:44869/', '', 'Колледж 2', 'К2', 'Омская область', 'омская область', 'http://127.77.0.3:44869/index.html', '[]', NULL, '', '', 'колледж 2 к2 http://127.77.0.3:44869/index.html', '2026-11-23 03:36:47.855276+00', '2026-11-23 03:36:47.855274+00');
INSERT INTO public.college VALUES (4, '127.77.9.9:40851/', '127.77.9.9:40851/', '', 'Закрытый', '', '', '', 'http://127.77.9.9:40851/', '[]', NULL, '', '', 'закрытый http://127.77.9.9:40851/', '2026-11-23 03:36:47.856143+00', '2026-11-23 03:36:47.856141+00');
INSERT INTO public.gathering VALUES (2, 5, '2026-11-23 03:36:55.864222+00');
INSERT INTO public.gathering VALUES (1, 1, '2026-11-23 03:36:50.871978+00');
INSERT INTO public.gathering VALUES (3, 3, '2026-11-23 03:36:50.940305+00');
INSERT INTO public.judgement VALUES (1, 1, 1, '2023', '2026.11.23.1', '0cd5685490805b03', 'draft', '2026-11-23 03:36:49.27104+00');
INSERT INTO public.judgement VALUES (2, 2, 1, '2023', '2026.11.23.1', '0cd5685490805b03', 'draft', '2026-11-23 03:36:54.168105+00');
INSERT INTO public.judgement VALUES (3, 1, 2, '2025', '2026.11.23.1', '6804548d3b63cfef', 'draft', '2026-11-23 03:36:58.298455+00');
INSERT INTO public.judgement VALUES (4, 3, 1, '2023', '0', '0', 'draft', '2026-11-23 03:36:58.591697+00');
INSERT INTO public.membership VALUES (1, 1, 1, 'base', 'Лес', '["АО Лес"]');
INSERT INTO public.membership VALUES (2, 1, 1, 'network', 'Лес', '["АО Лес"]');
INSERT INTO public.membership VALUES (3, 1, 1, 'network', 'Лес', '["АО Лес"]');
INSERT INTO public.programme VALUES (2, 0, '', 'Лечебное дело', false, 'http://127.77.0.2:45905/priem/');
INSERT INTO public.programme VALUES (2, 1, '', 'Сестринское дело', false, 'http://127.77.0.2:45905/priem/');
INSERT INTO public.programme VALUES (1, 0, '08.01.24', 'Мастер столярно-плотничных, паркетных и стекольных работ', false, 'http://127.77.0.1:40851/postuplenie/');
INSERT INTO public.programme VALUES (1, 1, '54.02.02', 'Декоративно-прикладное искусство и народные промыслы (по видам)', false, 'http://127.77.0.1:40851/postuplenie/');
INSERT INTO public.programme VALUES (3, 0, '', 'Эксплуатация судовых энергетических установок', false, 'http://127.77.0.3:44869/enroll.html');
INSERT INTO public.run VALUES (1, '2023', '{"pages": 60, "site_seconds": 300.0, "browser": false, "speed_runs": 3, "browser_seconds": 150.0}', '[]', NULL, '2026-11-23 03:36:49.26644+00', 'closed', '2026-11-23 03:36:49.266889+00', '2026-11-23 03:36:52.392125+00');
INSERT INTO public.run VALUES (2, '2023', '{"pages": 60, "site_seconds": 300.0, "browser": false, "speed_runs": 3, "browser_seconds": 150.0}', '[["id", "2"]]', NULL, '2026-11-23 03:36:54.16418+00', 'closed', '2026-11-23 03:36:54.164571+00', '2026-11-23 03:36:56.27775+00');
INSERT INTO public.run VALUES (3, '2023', '{"pages": 60, "site_seconds": 300, "browser": false, "speed_runs": 3, "browser_seconds": 150}', '[]', 'месяц', '2026-11-05 00:00:00+00', 'open', '2026-11-23 03:36:58.588599+00', NULL);
INSERT INTO public.score VALUES (1, 1, 'presence', 10, 26, 0);
INSERT INTO public.score VALUES (1, 1, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (1, 1, 'overall', 200, 1040, 520);
INSERT INTO public.score VALUES (1, 3, 'presence', 10, 26, 0);
INSERT INTO public.score VALUES (1, 3, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (1, 3, 'overall', 200, 1040, 520);
INSERT INTO public.score VALUES (1, 2, 'presence', 12, 26, 0);
INSERT INTO public.score VALUES (1, 2, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (1, 2, 'overall', 240, 1040, 520);
INSERT INTO public.score VALUES (1, 4, 'presence', 0, 26, 26);
INSERT INTO public.score VALUES (1, 4, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (1, 4, 'overall', 0, 1040, 1040);
INSERT INTO public.score VALUES (2, 5, 'presence', 12, 26, 0);
INSERT INTO public.score VALUES (2, 5, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (2, 5, 'overall', 240, 1040, 520);
INSERT INTO public.score VALUES (3, 1, 'presence', 10, 26, 0);
INSERT INTO public.score VALUES (3, 1, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (3, 1, 'overall', 200, 1040, 520);
INSERT INTO public.score VALUES (3, 2, 'presence', 12, 26, 0);
INSERT INTO public.score VALUES (3, 2, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (3, 2, 'overall', 240, 1040, 520);
INSERT INTO public.score VALUES (3, 3, 'presence', 10, 26, 0);
INSERT INTO public.score VALUES (3, 3, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (3, 3, 'overall', 200, 1040, 520);
INSERT INTO public.score VALUES (3, 4, 'presence', 0, 26, 26);
INSERT INTO public.score VALUES (3, 4, 'visual', 0, 40, 40);
INSERT INTO public.score VALUES (3, 4, 'overall', 0, 1040, 1040);
INSERT INTO public.verdict VALUES (1, 1, 'A1', 0, 1, 1, 'on_one_page', 'Подраздел «Основные сведения» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Основные сведения: Полное наименование: краевое государственное бюджетное профессиональное образовательное учреждение «Техникум «Ремесло». · Дата создания: 23 августа 1983 года.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A2', 1, 1, 1, 'on_one_page', 'Подраздел «Структура и органы управления образовательной организацией» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Структура и органы управления образовательной организацией: Общее собрание, педагогический совет, художественный совет, директор. · Подразделения: учебная часть (Плетнёва О. Р.), производственные мастерские (Кузнецкий…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A3', 2, 1, 1, 'on_one_page', 'Подраздел «Документы» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Документы: Устав техникума · Отчёт о самообследовании · Правила внутреннего распорядка обучающихся: утверждены приказом от 30.08.2022 № 61 · Положение о текущем контроле…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A4', 3, 1, 1, 'on_one_page', 'Подраздел «Руководство. Педагогический состав» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Руководство. Педагогический состав: Администрация. Директор — Мастеров Лаврентий Юрьевич, +7 (000) 000-62-62. Заместитель директора — Плетнёва Оксана Родионовна.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A5', 4, 1, 1, 'on_one_page', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Материально-техническое обеспечение и оснащённость образовательного процесса: Гончарная мастерская: 14 кругов, две печи. Кузница: три горна, молот. Столярная: 18 верстаков, форматный станок. Кабинет рисунка, библиотека на 6 500 томов,…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A6', 5, 1, 1, 'on_one_page', 'Подраздел «Платные образовательные услуги» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Платные образовательные услуги: Курсы гончарного дела для взрослых: 24 часа, 6 800 руб. Курсы резьбы по дереву: 36 часов, 8 200 руб. Услуги оказываются по договору; образец можно получить в…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A7', 6, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Финансово-хозяйственная деятельность»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A8', 7, 1, 1, 'on_one_page', 'Подраздел «Вакантные места для приема (перевода) обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Вакантные места для приёма (перевода) обучающихся: На 01.05.2024: Декоративно-прикладное искусство, 2 курс — 1 место; Мастер столярно-плотничных работ, 1 курс — 4 места (краевой бюджет).", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A9', 8, 1, 1, 'on_one_page', 'Подраздел «Доступная среда» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Доступная среда: На крыльце установлен пандус, в мастерских первого этажа есть места для работы сидя. Для студентов с нарушением слуха занятия ведутся вместе с…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'A10', 9, 0, 1, 'placeholder', 'Под заголовком «Международное сотрудничество» нет содержания.', 'placeholder', '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Международное сотрудничество", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B1', 10, 1, 1, 'present', 'Раздел «Поступление» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.1:40851/", "quote": "Поступление", "selector": "a[href=\"/postuplenie/\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B2', 11, 1, 1, 'present', 'Перечень программ есть: 54.02.02 Декоративно-прикладное искусство и народные промыслы (по видам); 08.01.24 Мастер столярно-плотничных, паркетных и стекольных работ.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "54.02.02 Декоративно-прикладное искусство и народные промыслы — 20 мест", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'clickable_logo', 40, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'education', 34, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образование»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'standards', 35, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образовательные стандарты и требования»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'grants', 36, 1, 1, 'on_one_page', 'Подраздел «Стипендии и меры поддержки обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Стипендии и меры поддержки обучающихся: Академическая стипендия — 700 руб., социальная — 1 050 руб. Сиротам выдаётся пособие на одежду.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'newest_news', 41, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'catering', 37, 1, 1, 'on_one_page', 'Подраздел «Организация питания в образовательной организации» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Организация питания в образовательной организации: Обеды готовят в своей столовой на 50 мест. Меню на неделю согласует фельдшер.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'newest_news', 41, 1, 1, 'news_dated', 'Последняя новость: 16.05.2024, больше 2 лет назад.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/", "quote": "16.05.2024 Запустили новый горн", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'admission_year', 42, NULL, 1, 'year_unnamed', 'Раздел для поступающих не называет года приёма.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 1, 'vendor', 43, 1, 1, 'vendor_told', 'Система или площадка сайта: WordPress.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/", "quote": "<meta name=\"generator\" content=\"WordPress 6.4.3\">", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A1', 0, 1, 1, 'on_one_page', 'Подраздел «Основные сведения» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Основные сведения: Полное наименование Государственное бюджетное профессиональное образовательное учреждение «Усть-Ладожинский речной колледж» · Дата создания 15 октября 1934…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A2', 1, 1, 1, 'on_one_page', 'Подраздел «Структура и органы управления образовательной организацией» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Структура и органы управления: Колледжем руководит директор. Действуют конференция работников и курсантов, педагогический совет, совет ветеранов. · Судоводительское отделение — Причалов А.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A3', 2, 1, 1, 'on_one_page', 'Подраздел «Документы» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Документы: Устав · Правила внутреннего распорядка курсантов · Локальные акты о текущем контроле, переводе и отчислении приняты педагогическим советом 29.08.2022, протокол…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A4', 3, 1, 1, 'two_pages', 'Есть обе страницы: «Руководство» и «Педагогический состав».', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Руководство: Директор — Бакенщикова Валентина Якимовна, +7 (000) 000-88-14. · Заместитель по учебной работе — Шлюзов Евгений Кузьмич, +7 (000) 000-88-15. · Заместитель по…", "clicks": 1}, {"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Педагогический состав: ФИО Должность Дисциплина Стаж · Лоцманова И. Ю. преподаватель навигация и лоция 21 · Кормилов Т. Г. преподаватель судовые двигатели 13 · Ватерлинская Э. Э.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A5', 4, 1, 1, 'on_one_page', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Материально-техническое обеспечение: Два учебных корпуса, теплоход «Юнга», тренажёр ходового мостика, лаборатория судовых машин с тремя действующими дизелями, шлюпочная база, бассейн, библиотека…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A6', 5, 1, 1, 'on_one_page', 'Подраздел «Платные образовательные услуги» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Платные образовательные услуги: Курсы рулевых маломерных судов — 15 300 руб. за 3 месяца. Договор заключается в кабинете 4. Приказ о стоимости от 09.01.2023 № 2.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A7', 6, 1, 1, 'on_one_page', 'Подраздел «Финансово-хозяйственная деятельность» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Финансово-хозяйственная деятельность: План на 2023 год: доходы 94 118 тыс. руб., из них субсидия 88 400 тыс. руб., платные услуги 5 718 тыс. руб. Расходы — 94 118 тыс. руб., в том числе топливо для…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A8', 7, 0, 1, 'dead_link', 'Ссылка «Вакантные места для приема (перевода) обучающихся» никуда не ведёт.', 'dead_link', '[{"kind": "link", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Вакантные места для приема (перевода) обучающихся", "selector": "a[href=\"#v-pills-vacant\"]", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A9', 8, 1, 1, 'on_one_page', 'Подраздел «Доступная среда» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Доступная среда: В корпусе № 2 устроены пандус, лифт и санитарная комната. Кабинет лоции оснащён увеличивающим экраном для слабовидящих курсантов. По специальностям плавсостава…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'A10', 9, 1, 1, 'on_one_page', 'Подраздел «Международное сотрудничество» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Международное сотрудничество: Договоров с иностранными и международными организациями нет.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B1', 10, 1, 1, 'present', 'Раздел «Поступление» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.3:44869/index.html", "quote": "Поступление", "selector": "a[href=\"enroll.html\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Речной колледж — Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B2', 11, 0, 1, 'absent', 'Перечня специальностей и профессий в разделе для поступающих нет.', 'add_B2', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'admission_year', 42, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'education', 34, 1, 1, 'on_one_page', 'Подраздел «Образование» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Образование: 26.02.03 Судовождение, 26.02.05 Эксплуатация судовых энергетических установок. Очная и заочная формы. Курсантов — 304.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'standards', 35, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образовательные стандарты и требования»; просмотрено страниц: 6.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Речной колледж — Сведения об образовательной организации", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'grants', 36, 1, 1, 'on_one_page', 'Подраздел «Стипендии и меры поддержки обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Стипендии: Академическая — 980 руб., именная стипендия имени первого капитана «Юнги» — 3 000 руб.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'catering', 37, 1, 1, 'on_one_page', 'Подраздел «Организация питания в образовательной организации» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Организация питания: Курсанты питаются на камбузе четыре раза в день, поварская смена — три человека. Есть лазарет на шесть мест.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'newest_news', 41, 0, 1, 'news_undated', 'Новости есть, но полных дат (день, месяц и год) при них не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "24 апреля учебный теплоход «Юнга» вышел в первый рейс сезона. На борту — курсанты второго курса. · Первокурсник Егор завязал десять морских узлов за сорок две…", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'admission_year', 42, 0, 1, 'year_past', 'Раздел для поступающих говорит о приёме 2023 года: о приёме 2026 года в нём ничего не найдено.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Открыт набор на 2023 год: судовождение (25 мест), эксплуатация судовых энергетических установок (25 мест). Обязателен медицинский осмотр речника.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 3, 'vendor', 43, 0, 1, 'vendor_untold', 'По адресам и разметке страниц не понять, на какой системе сделан сайт.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A1', 0, 1, 1, 'present', 'Подраздел «Основные сведения» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Основные сведения", "selector": "a[href=\"/sveden/common/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/common/", "quote": "Полное наименование Государственное бюджетное профессиональное образовательное учреждение «Лучеборский медицинский колледж» · Сокращённое ГБПОУ ЛМК · Дата…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A2', 1, 1, 1, 'present', 'Подраздел «Структура и органы управления образовательной организацией» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Структура и органы управления образовательной организацией", "selector": "a[href=\"/sveden/struct/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/struct/", "quote": "Орган, подразделение Руководитель Должность Адрес · Педагогический совет Целебная Р. И. председатель ул. Сестринская, 8 · Отделение «Сестринское дело» Бинтова…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A3', 2, 1, 1, 'present', 'Подраздел «Документы» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Документы", "selector": "a[href=\"/sveden/document/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/document/", "quote": "Устав · Правила внутреннего распорядка обучающихся · Отчёт о результатах самообследования за 2024 год · Правила приёма · Коллективный договор — на 2024–2027…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'vendor', 43, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A4', 3, 1, 1, 'two_pages', 'Есть обе страницы: «Руководство» и «Педагогический состав».', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Руководство", "selector": "a[href=\"/sveden/managers/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/managers/", "quote": "Целебная Рената Иннокентьевна директор +7 (000) 000-03-03 director@example.org · Халатов Юлий Семёнович заместитель директора по практическому обучению +7…", "clicks": 2}, {"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Педагогический состав", "selector": "a[href=\"/sveden/employees/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/employees/", "quote": "ФИО Должность Дисциплины Уровень образования Опыт работы · Бинтова Нина Юрьевна преподаватель основы сестринского ухода высшее 15 лет · Микстурина Алла…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A5', 4, 1, 1, 'present', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A6', 5, 1, 1, 'present', 'Подраздел «Платные образовательные услуги» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Платные образовательные услуги", "selector": "a[href=\"/sveden/paid_edu/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/paid_edu/", "quote": "Порядок оказания платных образовательных услуг утверждён приказом от 13.01.2025 № 5. · Образец договора об оказании платных образовательных услуг · Сестринское…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A7', 6, 1, 1, 'present', 'Подраздел «Финансово-хозяйственная деятельность» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Финансово-­хозяйст­венная деятельность", "selector": "a[href=\"/sveden/budget/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/budget/", "quote": "Федеральный бюджет 0 · Бюджет субъекта Российской Федерации 83 940,2 тыс. руб. · По договорам 12 006,0 тыс. руб. · За 2024 год поступило 94 551,7 тыс. руб.,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A8', 7, 1, 1, 'present', 'Подраздел «Вакантные места для приема (перевода) обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Вакантные места для приема (перевода) обучающихся", "selector": "a[href=\"/sveden/vacant/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/vacant/", "quote": "По состоянию на 01.09.2025 вакантные места отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A9', 8, 1, 1, 'present', 'Подраздел «Доступная среда» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'A10', 9, 1, 1, 'present', 'Подраздел «Международное сотрудничество» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Международное сотрудни­чество", "selector": "a[href=\"/sveden/inter/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/inter/", "quote": "Государство Наименование организации Реквизиты договора · отсутствует отсутствует отсутствует", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B1', 10, 1, 1, 'present', 'Раздел «Приёмная кампания» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/", "quote": "Приёмная кампания", "selector": "a[href=\"/priem/\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания | Лучеборский медицинский колледж", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B2', 11, 1, 1, 'present', 'Перечень программ есть: Сестринское дело; Лечебное дело; Фармация.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/priem/", "quote": "Сестринское дело — 100 мест, лечебное дело — 50 мест, фармация — 25 мест. Вступительное испытание — психологическое тестирование.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'education', 34, 1, 1, 'present', 'Подраздел «Образование» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образование", "selector": "a[href=\"/sveden/education/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/education/", "quote": "Код Наименование Форма Срок · 34.02.01 Сестринское дело очная, очно-заочная 2 года 10 месяцев · 31.02.01 Лечебное дело очная 3 года 10 месяцев", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'standards', 35, 1, 1, 'present', 'Подраздел «Образовательные стандарты и требования» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образовательные стандарты и требования", "selector": "a[href=\"/sveden/eduStandarts/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/eduStandarts/", "quote": "ФГОС СПО по специальностям 34.02.01 и 31.02.01 применяются в действующей редакции. · Самостоятельно установленные стандарты: отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'grants', 36, 1, 1, 'present', 'Подраздел «Стипендии и меры поддержки обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Стипендии и меры поддержки обучающихся", "selector": "a[href=\"/sveden/grants/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/grants/", "quote": "Государственная академическая стипендия — 900 руб., повышенная — 1 350 руб. · Бесплатный проезд в городском транспорте, выплаты сиротам. · Общежитие на 140…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'catering', 37, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'career_maps', 38, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'industries', 39, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'catering', 37, 1, 1, 'present', 'Подраздел «Организация питания в образовательной организации» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Организация питания в образовательной организации", "selector": "a[href=\"/sveden/catering/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/catering/", "quote": "Буфет на 40 мест, ул. Сестринская, 8, работает с 9 до 15 часов. · Охрана здоровья: договор с городской поликлиникой, ежегодный осмотр.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'newest_news', 41, 1, 1, 'news_dated', 'Последняя новость: 22.09.2025, больше 1 года назад.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/", "quote": "22.09.2025 — Первокурсники дали клятву милосердия", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'admission_year', 42, NULL, 1, 'year_unnamed', 'Раздел для поступающих не называет года приёма.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (1, 2, 'vendor', 43, 0, 1, 'vendor_untold', 'По адресам и разметке страниц не понять, на какой системе сделан сайт.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A1', 0, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A2', 1, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A3', 2, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A4', 3, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A5', 4, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A6', 5, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A7', 6, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A8', 7, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A9', 8, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'A10', 9, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B1', 10, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B2', 11, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B3', 12, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B4', 13, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B5', 14, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B6', 15, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B7', 16, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B8', 17, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'B9', 18, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C1', 19, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C2', 20, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C3', 21, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C4', 22, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C5', 23, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C6', 24, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'C7', 25, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V1', 26, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V2', 27, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V3', 28, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V4', 29, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V5', 30, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V6', 31, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V7', 32, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'V8', 33, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'education', 34, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'standards', 35, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (1, 4, 'grants', 36, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A1', 0, 1, 1, 'present', 'Подраздел «Основные сведения» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Основные сведения", "selector": "a[href=\"/sveden/common/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/common/", "quote": "Полное наименование Государственное бюджетное профессиональное образовательное учреждение «Лучеборский медицинский колледж» · Сокращённое ГБПОУ ЛМК · Дата…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A2', 1, 1, 1, 'present', 'Подраздел «Структура и органы управления образовательной организацией» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Структура и органы управления образовательной организацией", "selector": "a[href=\"/sveden/struct/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/struct/", "quote": "Орган, подразделение Руководитель Должность Адрес · Педагогический совет Целебная Р. И. председатель ул. Сестринская, 8 · Отделение «Сестринское дело» Бинтова…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A3', 2, 1, 1, 'present', 'Подраздел «Документы» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Документы", "selector": "a[href=\"/sveden/document/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/document/", "quote": "Устав · Правила внутреннего распорядка обучающихся · Отчёт о результатах самообследования за 2024 год · Правила приёма · Коллективный договор — на 2024–2027…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A4', 3, 1, 1, 'two_pages', 'Есть обе страницы: «Руководство» и «Педагогический состав».', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Руководство", "selector": "a[href=\"/sveden/managers/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/managers/", "quote": "Целебная Рената Иннокентьевна директор +7 (000) 000-03-03 director@example.org · Халатов Юлий Семёнович заместитель директора по практическому обучению +7…", "clicks": 2}, {"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Педагогический состав", "selector": "a[href=\"/sveden/employees/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/employees/", "quote": "ФИО Должность Дисциплины Уровень образования Опыт работы · Бинтова Нина Юрьевна преподаватель основы сестринского ухода высшее 15 лет · Микстурина Алла…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A5', 4, 1, 1, 'present', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A6', 5, 1, 1, 'present', 'Подраздел «Платные образовательные услуги» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Платные образовательные услуги", "selector": "a[href=\"/sveden/paid_edu/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/paid_edu/", "quote": "Порядок оказания платных образовательных услуг утверждён приказом от 13.01.2025 № 5. · Образец договора об оказании платных образовательных услуг · Сестринское…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A7', 6, 1, 1, 'present', 'Подраздел «Финансово-хозяйственная деятельность» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Финансово-­хозяйст­венная деятельность", "selector": "a[href=\"/sveden/budget/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/budget/", "quote": "Федеральный бюджет 0 · Бюджет субъекта Российской Федерации 83 940,2 тыс. руб. · По договорам 12 006,0 тыс. руб. · За 2024 год поступило 94 551,7 тыс. руб.,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A8', 7, 1, 1, 'present', 'Подраздел «Вакантные места для приема (перевода) обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Вакантные места для приема (перевода) обучающихся", "selector": "a[href=\"/sveden/vacant/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/vacant/", "quote": "По состоянию на 01.09.2025 вакантные места отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A9', 8, 1, 1, 'present', 'Подраздел «Доступная среда» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'A10', 9, 1, 1, 'present', 'Подраздел «Международное сотрудничество» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Международное сотрудни­чество", "selector": "a[href=\"/sveden/inter/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/inter/", "quote": "Государство Наименование организации Реквизиты договора · отсутствует отсутствует отсутствует", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B1', 10, 1, 1, 'present', 'Раздел «Приёмная кампания» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/", "quote": "Приёмная кампания", "selector": "a[href=\"/priem/\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания | Лучеборский медицинский колледж", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B2', 11, 1, 1, 'present', 'Перечень программ есть: Сестринское дело; Лечебное дело; Фармация.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/priem/", "quote": "Сестринское дело — 100 мест, лечебное дело — 50 мест, фармация — 25 мест. Вступительное испытание — психологическое тестирование.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'education', 34, 1, 1, 'present', 'Подраздел «Образование» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образование", "selector": "a[href=\"/sveden/education/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/education/", "quote": "Код Наименование Форма Срок · 34.02.01 Сестринское дело очная, очно-заочная 2 года 10 месяцев · 31.02.01 Лечебное дело очная 3 года 10 месяцев", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'standards', 35, 1, 1, 'present', 'Подраздел «Образовательные стандарты и требования» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образовательные стандарты и требования", "selector": "a[href=\"/sveden/eduStandarts/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/eduStandarts/", "quote": "ФГОС СПО по специальностям 34.02.01 и 31.02.01 применяются в действующей редакции. · Самостоятельно установленные стандарты: отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'grants', 36, 1, 1, 'present', 'Подраздел «Стипендии и меры поддержки обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Стипендии и меры поддержки обучающихся", "selector": "a[href=\"/sveden/grants/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/grants/", "quote": "Государственная академическая стипендия — 900 руб., повышенная — 1 350 руб. · Бесплатный проезд в городском транспорте, выплаты сиротам. · Общежитие на 140…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'catering', 37, 1, 1, 'present', 'Подраздел «Организация питания в образовательной организации» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Организация питания в образовательной организации", "selector": "a[href=\"/sveden/catering/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/catering/", "quote": "Буфет на 40 мест, ул. Сестринская, 8, работает с 9 до 15 часов. · Охрана здоровья: договор с городской поликлиникой, ежегодный осмотр.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'newest_news', 41, 1, 1, 'news_dated', 'Последняя новость: 22.09.2025, больше 1 года назад.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/", "quote": "22.09.2025 — Первокурсники дали клятву милосердия", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'admission_year', 42, NULL, 1, 'year_unnamed', 'Раздел для поступающих не называет года приёма.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (2, 5, 'vendor', 43, 0, 1, 'vendor_untold', 'По адресам и разметке страниц не понять, на какой системе сделан сайт.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A1', 0, 1, 1, 'on_one_page', 'Подраздел «Основные сведения» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Основные сведения: Полное наименование: краевое государственное бюджетное профессиональное образовательное учреждение «Техникум «Ремесло». · Дата создания: 23 августа 1983 года.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A2', 1, 1, 1, 'on_one_page', 'Подраздел «Структура и органы управления образовательной организацией» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Структура и органы управления образовательной организацией: Общее собрание, педагогический совет, художественный совет, директор. · Подразделения: учебная часть (Плетнёва О. Р.), производственные мастерские (Кузнецкий…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A3', 2, 1, 1, 'on_one_page', 'Подраздел «Документы» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Документы: Устав техникума · Отчёт о самообследовании · Правила внутреннего распорядка обучающихся: утверждены приказом от 30.08.2022 № 61 · Положение о текущем контроле…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'admission_year', 42, NULL, 1, 'year_unnamed', 'Раздел для поступающих не называет года приёма.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A4', 3, 1, 1, 'on_one_page', 'Подраздел «Руководство. Педагогический состав» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Руководство. Педагогический состав: Администрация. Директор — Мастеров Лаврентий Юрьевич, +7 (000) 000-62-62. Заместитель директора — Плетнёва Оксана Родионовна.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A5', 4, 1, 1, 'on_one_page', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Материально-техническое обеспечение и оснащённость образовательного процесса: Гончарная мастерская: 14 кругов, две печи. Кузница: три горна, молот. Столярная: 18 верстаков, форматный станок. Кабинет рисунка, библиотека на 6 500 томов,…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A6', 5, 1, 1, 'on_one_page', 'Подраздел «Платные образовательные услуги» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Платные образовательные услуги: Курсы гончарного дела для взрослых: 24 часа, 6 800 руб. Курсы резьбы по дереву: 36 часов, 8 200 руб. Услуги оказываются по договору; образец можно получить в…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A7', 6, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Финансово-хозяйственная деятельность»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A8', 7, 1, 1, 'on_one_page', 'Подраздел «Вакантные места для приема (перевода) обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Вакантные места для приёма (перевода) обучающихся: На 01.05.2024: Декоративно-прикладное искусство, 2 курс — 1 место; Мастер столярно-плотничных работ, 1 курс — 4 места (краевой бюджет).", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A9', 8, 1, 1, 'on_one_page', 'Подраздел «Доступная среда» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Доступная среда: На крыльце установлен пандус, в мастерских первого этажа есть места для работы сидя. Для студентов с нарушением слуха занятия ведутся вместе с…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'A10', 9, 0, 1, 'placeholder', 'Под заголовком «Международное сотрудничество» нет содержания.', 'placeholder', '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Международное сотрудничество", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B1', 10, 1, 1, 'present', 'Раздел «Поступление» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.1:40851/", "quote": "Поступление", "selector": "a[href=\"/postuplenie/\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B2', 11, 1, 1, 'present', 'Перечень программ есть: 54.02.02 Декоративно-прикладное искусство и народные промыслы (по видам); 08.01.24 Мастер столярно-плотничных, паркетных и стекольных работ.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "54.02.02 Декоративно-прикладное искусство и народные промыслы — 20 мест", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'vendor', 43, 1, 1, 'vendor_told', 'Система или площадка сайта: WordPress.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/", "quote": "<meta name=\"generator\" content=\"WordPress 6.4.3\">", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'education', 34, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образование»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'standards', 35, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образовательные стандарты и требования»; просмотрено страниц: 8.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Сведения об образовательной организации – Техникум «Ремесло»", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'grants', 36, 1, 1, 'on_one_page', 'Подраздел «Стипендии и меры поддержки обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Стипендии и меры поддержки обучающихся: Академическая стипендия — 700 руб., социальная — 1 050 руб. Сиротам выдаётся пособие на одежду.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'catering', 37, 1, 1, 'on_one_page', 'Подраздел «Организация питания в образовательной организации» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/svedeniya-ob-oo/", "quote": "Организация питания в образовательной организации: Обеды готовят в своей столовой на 50 мест. Меню на неделю согласует фельдшер.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/postuplenie/", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.1:40851/", "quote": "Добро пожаловать – Техникум «Ремесло»", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 1, 'newest_news', 41, 1, 1, 'news_dated', 'Последняя новость: 16.05.2024, больше 2 лет назад.', NULL, '[{"kind": "text", "url": "http://127.77.0.1:40851/", "quote": "16.05.2024 Запустили новый горн", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A1', 0, 1, 1, 'present', 'Подраздел «Основные сведения» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Основные сведения", "selector": "a[href=\"/sveden/common/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/common/", "quote": "Полное наименование Государственное бюджетное профессиональное образовательное учреждение «Лучеборский медицинский колледж» · Сокращённое ГБПОУ ЛМК · Дата…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A2', 1, 1, 1, 'present', 'Подраздел «Структура и органы управления образовательной организацией» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Структура и органы управления образовательной организацией", "selector": "a[href=\"/sveden/struct/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/struct/", "quote": "Орган, подразделение Руководитель Должность Адрес · Педагогический совет Целебная Р. И. председатель ул. Сестринская, 8 · Отделение «Сестринское дело» Бинтова…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A3', 2, 1, 1, 'present', 'Подраздел «Документы» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Документы", "selector": "a[href=\"/sveden/document/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/document/", "quote": "Устав · Правила внутреннего распорядка обучающихся · Отчёт о результатах самообследования за 2024 год · Правила приёма · Коллективный договор — на 2024–2027…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A4', 3, 1, 1, 'two_pages', 'Есть обе страницы: «Руководство» и «Педагогический состав».', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Руководство", "selector": "a[href=\"/sveden/managers/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/managers/", "quote": "Целебная Рената Иннокентьевна директор +7 (000) 000-03-03 director@example.org · Халатов Юлий Семёнович заместитель директора по практическому обучению +7…", "clicks": 2}, {"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Педагогический состав", "selector": "a[href=\"/sveden/employees/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/employees/", "quote": "ФИО Должность Дисциплины Уровень образования Опыт работы · Бинтова Нина Юрьевна преподаватель основы сестринского ухода высшее 15 лет · Микстурина Алла…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A5', 4, 1, 1, 'present', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A6', 5, 1, 1, 'present', 'Подраздел «Платные образовательные услуги» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Платные образовательные услуги", "selector": "a[href=\"/sveden/paid_edu/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/paid_edu/", "quote": "Порядок оказания платных образовательных услуг утверждён приказом от 13.01.2025 № 5. · Образец договора об оказании платных образовательных услуг · Сестринское…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A7', 6, 1, 1, 'present', 'Подраздел «Финансово-хозяйственная деятельность» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Финансово-­хозяйст­венная деятельность", "selector": "a[href=\"/sveden/budget/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/budget/", "quote": "Федеральный бюджет 0 · Бюджет субъекта Российской Федерации 83 940,2 тыс. руб. · По договорам 12 006,0 тыс. руб. · За 2024 год поступило 94 551,7 тыс. руб.,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A8', 7, 1, 1, 'present', 'Подраздел «Вакантные места для приема (перевода) обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Вакантные места для приема (перевода) обучающихся", "selector": "a[href=\"/sveden/vacant/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/vacant/", "quote": "По состоянию на 01.09.2025 вакантные места отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A9', 8, 1, 1, 'present', 'Подраздел «Доступная среда» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Материально-­техни­ческое обеспе­чение и оснащенность образовательного процесса. Доступная среда", "selector": "a[href=\"/sveden/objects/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/objects/", "quote": "ул. Сестринская, 8 Кабинет анатомии муляжи, скелет, микроскопы — 12 доступен с сопровождением · ул. Врачебная, 2 Симуляционная палата манекены-тренажёры,…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'A10', 9, 1, 1, 'present', 'Подраздел «Международное сотрудничество» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Международное сотрудни­чество", "selector": "a[href=\"/sveden/inter/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/inter/", "quote": "Государство Наименование организации Реквизиты договора · отсутствует отсутствует отсутствует", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B1', 10, 1, 1, 'present', 'Раздел «Приёмная кампания» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/", "quote": "Приёмная кампания", "selector": "a[href=\"/priem/\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания | Лучеборский медицинский колледж", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B2', 11, 1, 1, 'present', 'Перечень программ есть: Сестринское дело; Лечебное дело; Фармация.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/priem/", "quote": "Сестринское дело — 100 мест, лечебное дело — 50 мест, фармация — 25 мест. Вступительное испытание — психологическое тестирование.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/"}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'education', 34, 1, 1, 'present', 'Подраздел «Образование» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образование", "selector": "a[href=\"/sveden/education/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/education/", "quote": "Код Наименование Форма Срок · 34.02.01 Сестринское дело очная, очно-заочная 2 года 10 месяцев · 31.02.01 Лечебное дело очная 3 года 10 месяцев", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'standards', 35, 1, 1, 'present', 'Подраздел «Образовательные стандарты и требования» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Образовательные стандарты и требования", "selector": "a[href=\"/sveden/eduStandarts/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/eduStandarts/", "quote": "ФГОС СПО по специальностям 34.02.01 и 31.02.01 применяются в действующей редакции. · Самостоятельно установленные стандарты: отсутствуют.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'grants', 36, 1, 1, 'present', 'Подраздел «Стипендии и меры поддержки обучающихся» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Стипендии и меры поддержки обучающихся", "selector": "a[href=\"/sveden/grants/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/grants/", "quote": "Государственная академическая стипендия — 900 руб., повышенная — 1 350 руб. · Бесплатный проезд в городском транспорте, выплаты сиротам. · Общежитие на 140…", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'catering', 37, 1, 1, 'present', 'Подраздел «Организация питания в образовательной организации» открывается, содержание на месте.', NULL, '[{"kind": "link", "url": "http://127.77.0.2:45905/sveden/", "quote": "Организация питания в образовательной организации", "selector": "a[href=\"/sveden/catering/\"]", "clicks": 1}, {"kind": "page", "url": "http://127.77.0.2:45905/sveden/catering/", "quote": "Буфет на 40 мест, ул. Сестринская, 8, работает с 9 до 15 часов. · Охрана здоровья: договор с городской поликлиникой, ежегодный осмотр.", "clicks": 2}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'newest_news', 41, 1, 1, 'news_dated', 'Последняя новость: 22.09.2025, больше 1 года назад.', NULL, '[{"kind": "text", "url": "http://127.77.0.2:45905/", "quote": "22.09.2025 — Первокурсники дали клятву милосердия", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'admission_year', 42, NULL, 1, 'year_unnamed', 'Раздел для поступающих не называет года приёма.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/priem/", "quote": "Приёмная кампания", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 2, 'vendor', 43, 0, 1, 'vendor_untold', 'По адресам и разметке страниц не понять, на какой системе сделан сайт.', NULL, '[{"kind": "page", "url": "http://127.77.0.2:45905/", "quote": "Лучеборский медицинский колледж | Лучеборский медицинский колледж", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A1', 0, 1, 1, 'on_one_page', 'Подраздел «Основные сведения» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Основные сведения: Полное наименование Государственное бюджетное профессиональное образовательное учреждение «Усть-Ладожинский речной колледж» · Дата создания 15 октября 1934…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A2', 1, 1, 1, 'on_one_page', 'Подраздел «Структура и органы управления образовательной организацией» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Структура и органы управления: Колледжем руководит директор. Действуют конференция работников и курсантов, педагогический совет, совет ветеранов. · Судоводительское отделение — Причалов А.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A3', 2, 1, 1, 'on_one_page', 'Подраздел «Документы» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Документы: Устав · Правила внутреннего распорядка курсантов · Локальные акты о текущем контроле, переводе и отчислении приняты педагогическим советом 29.08.2022, протокол…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C3', 21, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A4', 3, 1, 1, 'two_pages', 'Есть обе страницы: «Руководство» и «Педагогический состав».', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Руководство: Директор — Бакенщикова Валентина Якимовна, +7 (000) 000-88-14. · Заместитель по учебной работе — Шлюзов Евгений Кузьмич, +7 (000) 000-88-15. · Заместитель по…", "clicks": 1}, {"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Педагогический состав: ФИО Должность Дисциплина Стаж · Лоцманова И. Ю. преподаватель навигация и лоция 21 · Кормилов Т. Г. преподаватель судовые двигатели 13 · Ватерлинская Э. Э.…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A5', 4, 1, 1, 'on_one_page', 'Подраздел «Материально-техническое обеспечение и оснащенность образовательного процесса» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Материально-техническое обеспечение: Два учебных корпуса, теплоход «Юнга», тренажёр ходового мостика, лаборатория судовых машин с тремя действующими дизелями, шлюпочная база, бассейн, библиотека…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A6', 5, 1, 1, 'on_one_page', 'Подраздел «Платные образовательные услуги» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Платные образовательные услуги: Курсы рулевых маломерных судов — 15 300 руб. за 3 месяца. Договор заключается в кабинете 4. Приказ о стоимости от 09.01.2023 № 2.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A7', 6, 1, 1, 'on_one_page', 'Подраздел «Финансово-хозяйственная деятельность» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Финансово-хозяйственная деятельность: План на 2023 год: доходы 94 118 тыс. руб., из них субсидия 88 400 тыс. руб., платные услуги 5 718 тыс. руб. Расходы — 94 118 тыс. руб., в том числе топливо для…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A8', 7, 0, 1, 'dead_link', 'Ссылка «Вакантные места для приема (перевода) обучающихся» никуда не ведёт.', 'dead_link', '[{"kind": "link", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Вакантные места для приема (перевода) обучающихся", "selector": "a[href=\"#v-pills-vacant\"]", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A9', 8, 1, 1, 'on_one_page', 'Подраздел «Доступная среда» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Доступная среда: В корпусе № 2 устроены пандус, лифт и санитарная комната. Кабинет лоции оснащён увеличивающим экраном для слабовидящих курсантов. По специальностям плавсостава…", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'A10', 9, 1, 1, 'on_one_page', 'Подраздел «Международное сотрудничество» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Международное сотрудничество: Договоров с иностранными и международными организациями нет.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B1', 10, 1, 1, 'present', 'Раздел «Поступление» открывается.', NULL, '[{"kind": "link", "url": "http://127.77.0.3:44869/index.html", "quote": "Поступление", "selector": "a[href=\"enroll.html\"]", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Речной колледж — Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B2', 11, 0, 1, 'absent', 'Перечня специальностей и профессий в разделе для поступающих нет.', 'add_B2', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B3', 12, 0, 1, 'absent', 'Программы «Профессионалитета» в разделе для поступающих не выделены.', 'add_B3', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B4', 13, 0, 1, 'absent', 'Логотипа предприятия-партнёра в разделе для поступающих нет.', 'add_B4', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B5', 14, 0, 1, 'absent', 'Форма обучения (очная, заочная) в разделе для поступающих не названа.', 'add_B5', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B6', 15, 0, 1, 'absent', 'В разделе для поступающих не сказано, бюджетные это места или платные.', 'add_B6', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B7', 16, 0, 1, 'absent', 'Стоимость обучения в разделе для поступающих не указана.', 'add_B7', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B8', 17, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» в разделе для поступающих нет.', 'add_B8', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'B9', 18, 0, 1, 'absent', 'Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.', 'add_B9', '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C1', 19, 0, 1, 'absent', 'На главной странице нет вкладки «Профессионалитет».', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C2', 20, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C4', 22, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C5', 23, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C6', 24, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'C7', 25, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', 'add_tab', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V1', 26, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V2', 27, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V3', 28, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V4', 29, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V5', 30, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V6', 31, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V7', 32, NULL, 5, 'no_browser', 'Проверка шла без браузера, поэтому оформление не видно.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'V8', 33, NULL, 5, 'no_browser', 'Проверка шла без браузера.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html"}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'education', 34, 1, 1, 'on_one_page', 'Подраздел «Образование» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Образование: 26.02.03 Судовождение, 26.02.05 Эксплуатация судовых энергетических установок. Очная и заочная формы. Курсантов — 304.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'standards', 35, 0, 1, 'absent', 'Ни одна ссылка сайта не ведёт в подраздел «Образовательные стандарты и требования»; просмотрено страниц: 6.', 'add_page', '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}, {"kind": "page", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Речной колледж — Сведения об образовательной организации", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'grants', 36, 1, 1, 'on_one_page', 'Подраздел «Стипендии и меры поддержки обучающихся» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Стипендии: Академическая — 980 руб., именная стипендия имени первого капитана «Юнги» — 3 000 руб.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'catering', 37, 1, 1, 'on_one_page', 'Подраздел «Организация питания в образовательной организации» раскрывается на общей странице.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/sveden.html", "quote": "Организация питания: Курсанты питаются на камбузе четыре раза в день, поварская смена — три человека. Есть лазарет на шесть мест.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'career_maps', 38, 0, 1, 'absent', 'Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», ни в разделе для поступающих.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Поступление", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'industries', 39, 0, 1, 'no_section', 'Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'clickable_logo', 40, 0, 1, 'absent', 'Логотипа ФП «Профессионалитет» на главной странице не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'newest_news', 41, 0, 1, 'news_undated', 'Новости есть, но полных дат (день, месяц и год) при них не найдено.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "24 апреля учебный теплоход «Юнга» вышел в первый рейс сезона. На борту — курсанты второго курса. · Первокурсник Егор завязал десять морских узлов за сорок две…", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'admission_year', 42, 0, 1, 'year_past', 'Раздел для поступающих говорит о приёме 2023 года: о приёме 2026 года в нём ничего не найдено.', NULL, '[{"kind": "text", "url": "http://127.77.0.3:44869/enroll.html", "quote": "Открыт набор на 2023 год: судовождение (25 мест), эксплуатация судовых энергетических установок (25 мест). Обязателен медицинский осмотр речника.", "clicks": 1}]', '[]');
INSERT INTO public.verdict VALUES (3, 3, 'vendor', 43, 0, 1, 'vendor_untold', 'По адресам и разметке страниц не понять, на какой системе сделан сайт.', NULL, '[{"kind": "page", "url": "http://127.77.0.3:44869/index.html", "quote": "Речной колледж — Новости колледжа", "clicks": 0}]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A1', 0, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A2', 1, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A3', 2, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A4', 3, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A5', 4, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A6', 5, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A7', 6, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A8', 7, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A9', 8, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'A10', 9, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B1', 10, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B2', 11, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B3', 12, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B4', 13, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B5', 14, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B6', 15, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B7', 16, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B8', 17, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'B9', 18, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C1', 19, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C2', 20, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C3', 21, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C4', 22, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C5', 23, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C6', 24, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'C7', 25, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V1', 26, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V2', 27, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V3', 28, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V4', 29, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V5', 30, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V6', 31, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V7', 32, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'V8', 33, NULL, 5, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'education', 34, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'standards', 35, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'grants', 36, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'catering', 37, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'career_maps', 38, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'industries', 39, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'clickable_logo', 40, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'newest_news', 41, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'admission_year', 42, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.verdict VALUES (3, 4, 'vendor', 43, NULL, 1, 'not_audited_refused', 'Сайт не удалось проверить.', NULL, '[]', '[]');
INSERT INTO public.visit VALUES (1, 1, 1, 'done', NULL, NULL, 1, 1, 0, 'audited', NULL, '127.77.0.1_40851-893e2c/20261123T033650779838.warc.gz', 10, 24563, 0.046, 0.093, '2026-11-23 03:36:50.765806+00', '2026-11-23 03:36:50.871978+00', '[{"name": "soft_404", "value": "no", "detail": "http://127.77.0.1:40851/stranica-bb4077251089"}, {"name": "robots", "value": "read", "detail": "http://127.77.0.1:40851"}, {"name": "pages", "value": "8"}, {"name": "documents", "value": "0"}, {"name": "final_url", "value": "http://127.77.0.1:40851/"}]');
INSERT INTO public.visit VALUES (3, 1, 3, 'done', NULL, NULL, 1, 1, 0, 'audited', NULL, '127.77.0.3_44869-895bc0/20261123T033650927590.warc.gz', 8, 20853, 0.006, 0.013, '2026-11-23 03:36:50.922142+00', '2026-11-23 03:36:50.940305+00', '[{"name": "soft_404", "value": "no", "detail": "http://127.77.0.3:44869/stranica-a84ad0d646c4"}, {"name": "robots", "value": "read", "detail": "http://127.77.0.3:44869"}, {"name": "pages", "value": "6"}, {"name": "documents", "value": "0"}, {"name": "final_url", "value": "http://127.77.0.3:44869/index.html"}]');
INSERT INTO public.visit VALUES (2, 1, 2, 'done', NULL, NULL, 1, 1, 0, 'audited', NULL, '127.77.0.2_45905-dfc83f/20261123T033650829527.warc.gz', 25, 78636, 0.048, 0.095, '2026-11-23 03:36:50.769827+00', '2026-11-23 03:36:50.924228+00', '[{"name": "soft_404", "value": "no", "detail": "http://127.77.0.2:45905/stranica-610c20c04239"}, {"name": "robots", "value": "read", "detail": "http://127.77.0.2:45905"}, {"name": "pages", "value": "23"}, {"name": "documents", "value": "2"}, {"name": "final_url", "value": "http://127.77.0.2:45905/"}]');
INSERT INTO public.visit VALUES (4, 1, 4, 'done', NULL, NULL, 1, 1, 0, 'not_audited', 'refused', NULL, 2, 0, 0.018, 1.004, '2026-11-23 03:36:50.967629+00', '2026-11-23 03:36:51.975687+00', '[{"name": "robots", "value": "refused", "detail": "http://127.77.9.9:40851"}, {"name": "pages", "value": "0"}, {"name": "documents", "value": "0"}, {"name": "final_url", "value": ""}]');
INSERT INTO public.visit VALUES (5, 2, 2, 'done', NULL, NULL, 1, 1, 0, 'audited', NULL, '127.77.0.2_45905-dfc83f/20261123T033655761449.warc.gz', 25, 2355, 0.103, 0.103, '2026-11-23 03:36:55.724575+00', '2026-11-23 03:36:55.864222+00', '[{"name": "soft_404", "value": "no", "detail": "http://127.77.0.2:45905/stranica-610c20c04239"}, {"name": "robots", "value": "read", "detail": "http://127.77.0.2:45905"}, {"name": "pages", "value": "23"}, {"name": "documents", "value": "2"}, {"name": "final_url", "value": "http://127.77.0.2:45905/"}]');
INSERT INTO public.visit VALUES (7, 3, 2, 'waiting', NULL, NULL, 0, 0, 0, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, '[]');
INSERT INTO public.visit VALUES (6, 3, 1, 'leased', 'w', '2026-11-23 03:37:28.593043+00', 1, 0, 0, NULL, NULL, NULL, 0, 0, 0, 0, '2026-11-23 03:36:58.593043+00', NULL, '[]');
SELECT pg_catalog.setval('public.cluster_id_seq', 1, true);
SELECT pg_catalog.setval('public.college_id_seq', 4, true);
SELECT pg_catalog.setval('public.judgement_id_seq', 4, true);
SELECT pg_catalog.setval('public.override_id_seq', 1, false);
SELECT pg_catalog.setval('public.run_id_seq', 3, true);
SELECT pg_catalog.setval('public.visit_id_seq', 7, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.cluster
    ADD CONSTRAINT pk_cluster PRIMARY KEY (id);
ALTER TABLE ONLY public.college
    ADD CONSTRAINT pk_college PRIMARY KEY (id);
ALTER TABLE ONLY public.gathering
    ADD CONSTRAINT pk_gathering PRIMARY KEY (college_id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT pk_judgement PRIMARY KEY (id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT pk_membership PRIMARY KEY (college_id, number);
ALTER TABLE ONLY public.override
    ADD CONSTRAINT pk_override PRIMARY KEY (id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT pk_programme PRIMARY KEY (college_id, "position");
ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);
ALTER TABLE ONLY public.score
    ADD CONSTRAINT pk_score PRIMARY KEY (judgement_id, visit_id, rating);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT pk_verdict PRIMARY KEY (judgement_id, visit_id, criterion);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT pk_visit PRIMARY KEY (id);
ALTER TABLE ONLY public.cluster
    ADD CONSTRAINT uq_cluster_folded UNIQUE (folded);
ALTER TABLE ONLY public.college
    ADD CONSTRAINT uq_college_key UNIQUE (key);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT uq_judgement_run_id_number UNIQUE (run_id, number);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT uq_run_schedule_planned_at UNIQUE (schedule, planned_at);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT uq_visit_run_id_college_id UNIQUE (run_id, college_id);
CREATE INDEX ix_college_inn ON public.college USING btree (inn);
CREATE INDEX ix_college_place ON public.college USING btree (place);
CREATE INDEX ix_membership_cluster_id ON public.membership USING btree (cluster_id);
CREATE INDEX ix_override_college_id_criterion ON public.override USING btree (college_id, criterion);
CREATE INDEX ix_visit_college_id ON public.visit USING btree (college_id);
CREATE INDEX ix_visit_state_id ON public.visit USING btree (state, id);
ALTER TABLE ONLY public.gathering
    ADD CONSTRAINT fk_gathering_college_id FOREIGN KEY (college_id) REFERENCES public.college(id);
ALTER TABLE ONLY public.gathering
    ADD CONSTRAINT fk_gathering_visit_id FOREIGN KEY (visit_id) REFERENCES public.visit(id);
ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT fk_judgement_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_cluster_id FOREIGN KEY (cluster_id) REFERENCES public.cluster(id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_college_id FOREIGN KEY (college_id) REFERENCES public.college(id);
ALTER TABLE ONLY public.override
    ADD CONSTRAINT fk_override_college_id FOREIGN KEY (college_id) REFERENCES public.college(id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT fk_programme_college_id FOREIGN KEY (college_id) REFERENCES public.college(id);
ALTER TABLE ONLY public.score
    ADD CONSTRAINT fk_score_judgement_id FOREIGN KEY (judgement_id) REFERENCES public.judgement(id);
ALTER TABLE ONLY public.score
    ADD CONSTRAINT fk_score_visit_id FOREIGN KEY (visit_id) REFERENCES public.visit(id);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT fk_verdict_judgement_id FOREIGN KEY (judgement_id) REFERENCES public.judgement(id);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT fk_verdict_visit_id FOREIGN KEY (visit_id) REFERENCES public.visit(id);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT fk_visit_college_id FOREIGN KEY (college_id) REFERENCES public.college(id);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT fk_visit_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
