"""Which addresses may be dialled: public ones on the ports of websites, and what is allowed.

The table is our own because ``ipaddress.is_global`` lets through NAT64 forms of private addresses,
192.0.0.8, fec0::/10 and multicast. Sources: IANA special-purpose registries (IPv4 and IPv6), RFC
6890, RFC 8215, RFC 9637, RFC 9602; 168.63.129.16 is the metadata server of a cloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

PORTS = frozenset({80, 443, 8080, 8443})

_REFUSED_V4 = tuple(
    (IPv4Network(net), why)
    for net, why in (
        ("0.0.0.0/8", "«эта сеть»"),
        ("10.0.0.0/8", "частная сеть"),
        ("100.64.0.0/10", "сеть оператора (CGNAT)"),
        ("127.0.0.0/8", "этот же компьютер"),
        ("168.63.129.16/32", "служба облака"),
        ("169.254.0.0/16", "локальный канал и службы облаков"),
        ("172.16.0.0/12", "частная сеть"),
        ("192.0.0.0/24", "служебная сеть"),
        ("192.0.2.0/24", "сеть для примеров"),
        ("192.31.196.0/24", "служебная сеть"),
        ("192.52.193.0/24", "служебная сеть"),
        ("192.88.99.0/24", "узлы 6to4"),
        ("192.168.0.0/16", "частная сеть"),
        ("192.175.48.0/24", "служебная сеть"),
        ("198.18.0.0/15", "сеть для измерений"),
        ("198.51.100.0/24", "сеть для примеров"),
        ("203.0.113.0/24", "сеть для примеров"),
        ("224.0.0.0/4", "групповая рассылка"),
        ("240.0.0.0/4", "зарезервированная сеть"),
    )
)

_REFUSED_V6 = tuple(
    (IPv6Network(net), why)
    for net, why in (
        ("::/128", "пустой адрес"),
        ("::1/128", "этот же компьютер"),
        ("::/8", "зарезервированная сеть"),
        ("64:ff9b:1::/48", "местная сеть NAT64"),
        ("100::/64", "сеть для отброса"),
        ("100:0:0:1::/64", "служебная сеть"),
        ("2001::/23", "служебная сеть (в том числе Teredo)"),
        ("2001:db8::/32", "сеть для примеров"),
        ("2002::/16", "сеть 6to4"),
        ("2620:4f:8000::/48", "служебная сеть"),
        ("3fff::/20", "сеть для примеров"),
        ("5f00::/16", "служебная сеть (SRv6)"),
        ("fc00::/7", "частная сеть и службы облаков"),
        ("fe80::/10", "локальный канал"),
        ("fec0::/10", "частная сеть (site-local)"),
        ("ff00::/8", "групповая рассылка"),
    )
)

_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})

IPAddress = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Allowed:
    """A network that may be dialled though it is not public; ``port`` None = any port."""

    net: IPv4Network | IPv6Network
    port: int | None = None

    def names(self, ip: IPAddress, port: int | None = None) -> bool:
        """Whether the address is named; without ``port`` any port of ours will do."""
        right_port = port is None or self.port is None or self.port == port
        return right_port and ip.version == self.net.version and ip in self.net


def parse_allow(text: str) -> Allowed:
    """Read ``NET`` or ``NET:PORT`` (an IPv6 net in brackets when a port follows).

    Raises ValueError with a Russian text.
    """
    net, port = _split_port(text.strip())
    try:
        allowed = Allowed(ip_network(net), int(port) if port else None)
    except ValueError:
        raise ValueError(_not_understood(text)) from None
    if allowed.port is not None and not 0 < allowed.port < 65536:
        raise ValueError(f"Порт {allowed.port} в «{text}» не бывает: нужен от 1 до 65535.")
    return allowed


def _split_port(text: str) -> tuple[str, str]:
    if text.startswith("["):
        net, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not _is_port(rest)):
            raise ValueError(_not_understood(text))
        return net, rest[1:]
    if text.count(":") == 1:
        net, _, port = text.partition(":")
        if not _is_port(":" + port):
            raise ValueError(_not_understood(text))
        return net, port
    return text, ""


def _is_port(text: str) -> bool:
    return text[0] == ":" and text[1:].isascii() and text[1:].isdigit()


def _not_understood(text: str) -> str:
    return (
        f"Не удалось понять разрешённую сеть «{text}». Пишите СЕТЬ или СЕТЬ:ПОРТ, "
        "например 127.0.0.0/8:8000, 10.1.2.3 или [::1]:8000."
    )


def plain(ip: str | IPAddress) -> IPAddress:
    """An address without disguise: the IPv4 address of an IPv4-mapped one, no zone.

    Raises ValueError when the text is no address.
    """
    address = ip_address(ip)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        return IPv6Address(int(address))
    return address


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """The one rule for every connection, asked with the address that is about to be dialled."""

    allow: tuple[Allowed, ...] = ()

    def named(self, ip: str | IPAddress) -> bool:
        """Whether the address, on whatever port, stands in ``allow``."""
        address = plain(ip)
        return any(allowed.names(address) for allowed in self.allow)

    def refusal(self, ip: str | IPAddress, port: int) -> str | None:
        """Why this address may not be dialled, in Russian; None when it may."""
        address = plain(ip)
        if any(allowed.names(address, port) for allowed in self.allow):
            return None
        why = _refused_v4(address) if isinstance(address, IPv4Address) else _refused_v6(address)
        if why is not None:
            return f"{address}: {why}"
        return None if port in PORTS else f"порт {port}: сайты там не открывают"


def _refused_v4(ip: IPv4Address) -> str | None:
    return next((f"{why}, {net}" for net, why in _REFUSED_V4 if ip in net), None)


def _refused_v6(ip: IPv6Address) -> str | None:
    last_four = IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _NAT64:  # how a machine with only IPv6 reaches the public IPv4 sites
        return _refused_v4(last_four)
    refused = next((f"{why}, {net}" for net, why in _REFUSED_V6 if ip in net), None)
    if refused is not None:
        return refused
    if ip not in _GLOBAL_V6:
        return "адрес не выделен"
    is_isatap = (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP
    return _refused_v4(last_four) if is_isatap else None
