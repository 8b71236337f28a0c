from ipaddress import ip_network

import pytest

from site_audit.net.policy import AddressPolicy, Allowed, parse_allow

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1
192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:0:10.0.0.1
::ffff:169.254.169.254 ::ffff:0.0.0.0 ::ffff:7f00:1
64:ff9b::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::169.254.169.254 64:ff9b::c0a8:1
64:ff9b:1::1 64:ff9b:1::8.8.8.8 64:ff9b:2::1
100::1 100:0:0:1::1 2001::1 2001:0:0a00:1::1 2001:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:a00:1::1 2002:7f00:1:: 2002:c0a8:101::1 2002:808:808::1 2620:4f:8000::1 3fff::1 3fff:fff::1
5f00::1 4000::1 8000::1 e000::1 1000::1 200::1 400::1 800::1
fc00::1 fd00::1 fd00:ec2::254 fd20:ce::254 fe00::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 feff::1
ff00::1 ff02::1 ff05::2 ff0e::1
2a00:1450::5efe:10.0.0.1 2a00:1450::200:5efe:192.168.1.1
"""

OPEN = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 77.88.8.8 95.163.1.1 100.63.255.255 100.128.0.0
126.255.255.255 128.0.0.1 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.1 172.15.255.255
172.32.0.0 192.0.1.1 192.0.3.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1
198.51.99.1 198.51.101.1 203.0.112.1 203.0.114.1 223.255.255.255
2001:200::1 2001:4860:4860::8888 2001:db7::1 2001:db9::1 2a02:6b8::2:242 2400::1 2606:4700::1111
3000::1 3ffe::1 3fff:1000::1 64:ff9b::8.8.8.8 ::ffff:8.8.8.8 2a00:1450::5efe:8.8.8.8
"""


@pytest.mark.parametrize("ip", REFUSED.split())
def test_an_address_that_is_not_a_public_site_is_refused_in_words(ip):
    refusal = AddressPolicy().refusal(ip, 80)
    assert refusal is not None
    assert any("а" <= letter <= "я" for letter in refusal)


@pytest.mark.parametrize("ip", OPEN.split())
@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_a_public_address_is_open_on_the_ports_of_sites(ip, port):
    assert AddressPolicy().refusal(ip, port) is None


@pytest.mark.parametrize("port", [0, 21, 22, 25, 81, 3306, 5432, 6379, 8000, 65535])
def test_other_ports_of_a_public_address_are_refused(port):
    assert str(port) in (AddressPolicy().refusal("8.8.8.8", port) or "")


def test_a_named_net_is_open_on_its_port_only():
    policy = AddressPolicy((parse_allow("127.66.0.0/16:18100"),))
    assert policy.refusal("127.66.3.4", 18100) is None
    assert policy.refusal("127.66.9.9", 18101) is not None
    assert policy.refusal("127.66.9.9", 80) is not None
    assert policy.refusal("127.67.0.1", 18100) is not None
    assert policy.refusal("8.8.8.8", 18100) is not None


def test_a_net_named_without_a_port_is_open_on_all_and_opens_nothing_else():
    policy = AddressPolicy((parse_allow("10.1.2.3"),))
    assert policy.refusal("10.1.2.3", 22) is None
    assert policy.refusal("10.1.2.4", 80) is not None


def test_a_mapped_address_follows_the_rule_of_its_ipv4_address():
    policy = AddressPolicy((parse_allow("127.66.0.0/16:80"),))
    assert policy.refusal("::ffff:127.66.0.1", 80) is None
    assert policy.refusal("::ffff:127.67.0.1", 80) is not None
    assert policy.named("::ffff:127.66.0.1")
    assert not policy.named("::ffff:127.67.0.1")


@pytest.mark.parametrize(
    ("text", "net", "port"),
    [
        ("127.66.0.0/16:18100", "127.66.0.0/16", 18100),
        ("127.66.0.0/16", "127.66.0.0/16", None),
        (" 10.1.2.3:8000 ", "10.1.2.3/32", 8000),
        ("::1", "::1/128", None),
        ("fd00::/8", "fd00::/8", None),
        ("[::1]:8000", "::1/128", 8000),
        ("[fd00::/8]:443", "fd00::/8", 443),
        ("[fd00::/8]", "fd00::/8", None),
    ],
)
def test_what_may_be_allowed_is_read(text, net, port):
    assert parse_allow(text) == Allowed(ip_network(net), port)


NOT_ALLOWED = """localhost localhost:80 127.0.0.1: 127.0.0.1:http 127.0.0.1:0 127.0.0.1:65536
127.0.0.1:-1 10.0.0.1/8 300.0.0.1 127.0.0.1/33 [::1 [::1]80 [::1]: [::1]x ::1]:80 127.0.0.1:80:80
http://127.0.0.1 127.0.0.1:٨٠"""


@pytest.mark.parametrize("text", ["", *NOT_ALLOWED.split()])
def test_what_cannot_be_allowed_is_said_in_russian(text):
    with pytest.raises(ValueError, match=r"[а-я]{4}"):
        parse_allow(text)
