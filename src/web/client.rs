//! The address a request comes from: for rate limits, for the page of sessions, for limits of connections.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use actix_web::{HttpRequest, web::Data};
use ipnet::IpNet;

/// The peers whose `X-Forwarded-For` is believed: addresses, and ranges such as `10.0.0.0/8`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// Whether this is one of them.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|range| range.contains(&address))
    }

    /// With what connects on this machine itself.
    #[must_use]
    pub fn and_this_machine(&self) -> Self {
        let here = IpNet::from(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
        if self.contains(here.addr()) {
            return self.clone();
        }
        Self(self.0.iter().copied().chain([here]).collect())
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    /// Addresses and ranges with commas between them.
    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(range)
            .collect::<Result<Vec<_>, _>>()
            .map(|ranges| Self(ranges.into()))
    }
}

/// The way back, as an operator would write them.
impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, range) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str(",")?;
            }
            if range.prefix_len() == range.max_prefix_len() {
                write!(f, "{}", range.addr())?;
            } else {
                write!(f, "{range}")?;
            }
        }
        Ok(())
    }
}

fn range(text: &str) -> Result<IpNet, String> {
    let range = text
        .parse::<IpAddr>()
        .map(IpNet::from)
        .or_else(|_| text.parse::<IpNet>())
        .map_err(|_| {
            format!("holds {text:?}, which is neither an IP address nor a range such as 10.0.0.0/8")
        })?;
    // A range of IPv4 addresses that is written as IPv6 means IPv4.
    let mapped = match (range.addr().to_canonical(), range.prefix_len()) {
        (IpAddr::V4(v4), bits @ 96..) if range.addr().is_ipv6() => {
            IpNet::new(IpAddr::V4(v4), bits - 96).ok()
        }
        _ => None,
    };
    Ok(mapped.unwrap_or(range).trunc())
}

/// The visitor's address: the socket's, or, when that is a trusted proxy, the right-most address in
/// `X-Forwarded-For` that is not one.
///
/// An invalid hop ends the search at the proxy that wrote it: a stranger may have written everything left of it, such
/// as a visitor who wants to appear with another address.
#[must_use]
pub fn client_address(request: &HttpRequest) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |address| address.ip())
        .to_canonical();
    let Some(trusted) = request.app_data::<Data<TrustedProxies>>() else {
        return peer;
    };
    let values = request.headers().get_all("x-forwarded-for");
    let hops: Vec<&str> = values
        .flat_map(|value| value.to_str().unwrap_or("unreadable").split(','))
        .collect();
    walk(peer, &hops, trusted)
}

fn walk(peer: IpAddr, hops: &[&str], trusted: &TrustedProxies) -> IpAddr {
    let mut reached = peer;
    let mut left = hops.iter().rev();
    while trusted.contains(reached) {
        match left.next().and_then(|hop| address_of(hop)) {
            Some(address) => reached = address,
            None => break,
        }
    }
    reached
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`, each also in quotes.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let quoted = hop.strip_prefix('"').and_then(|hop| hop.strip_suffix('"'));
    let hop = quoted.unwrap_or(hop);
    let bracketed = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    let address = match bracketed {
        Some(inner) => inner.parse::<Ipv6Addr>().map(IpAddr::V6).ok(),
        None => hop
            .parse()
            .or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()))
            .ok(),
    };
    address.map(|address| address.to_canonical())
}

/// The network of an address, for counting: an IPv6 visitor has at least a /64; IPv4 in IPv6 counts as IPv4.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// Whether the browser prefetches the page without a person asking for it.
pub(crate) fn is_prefetch(request: &HttpRequest) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .any(|name| {
            let value = request
                .headers()
                .get(*name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            value.contains("prefetch") || value.contains("preview")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, hops: &str, trusted: &str) -> String {
        let hops: Vec<&str> = hops.split(',').collect();
        walk(peer.parse().unwrap(), &hops, &trusted.parse().unwrap()).to_string()
    }

    #[test]
    fn the_right_most_hop_that_is_not_trusted_is_the_visitor() {
        for (peer, hops, found) in [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            (
                "10.0.0.1",
                "192.0.2.7, 198.51.100.1, 10.9.9.9",
                "198.51.100.1",
            ),
            ("10.0.0.1", "10.2.2.2", "10.2.2.2"),
            ("::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ] {
            assert_eq!(from(peer, hops, "10.0.0.0/8"), found, "{peer} {hops}");
        }
    }

    #[test]
    fn a_hop_is_read_with_ports_brackets_and_quotes() {
        for (hop, found) in [
            ("198.51.100.1:4711", "198.51.100.1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("\"198.51.100.1\"", "198.51.100.1"),
            ("[::ffff:198.51.100.1]", "198.51.100.1"),
        ] {
            assert_eq!(from("10.0.0.1", hop, "10.0.0.1"), found, "{hop}");
        }
    }

    #[test]
    fn a_hop_that_cannot_be_read_ends_the_walk() {
        for hops in [
            "192.0.2.7, unknown",
            "192.0.2.7, _hidden",
            "192.0.2.7,",
            "192.0.2.7, 198.51.100.1:x",
            "192.0.2.7, [198.51.100.1]",
        ] {
            assert_eq!(from("10.0.0.1", hops, "10.0.0.1"), "10.0.0.1", "{hops}");
        }
        assert_eq!(
            from("10.0.0.1", "192.0.2.7, unknown, 10.0.0.2", "10.0.0.0/24"),
            "10.0.0.2"
        );
    }

    #[test]
    fn ranges_are_written_back_and_ipv4_in_ipv6_is_ipv4() {
        let trusted: TrustedProxies = "10.0.0.9/8, 2001:db8::/32,192.0.2.1, ::ffff:172.16.0.0/108"
            .parse()
            .unwrap();
        assert_eq!(
            trusted.to_string(),
            "10.0.0.0/8,2001:db8::/32,192.0.2.1,172.16.0.0/12"
        );
        for inside in ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8:1::2", "172.31.0.1"] {
            assert!(trusted.contains(inside.parse().unwrap()), "{inside}");
        }
        assert!(!trusted.contains("192.0.2.2".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<TrustedProxies>().is_err());
    }

    #[test]
    fn a_network_is_an_ipv4_address_or_a_64th() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
