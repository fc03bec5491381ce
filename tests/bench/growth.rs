//! Every list and search at each size: what a page costs, and how many times that of the smallest.

use crate::support::{
    client::Client,
    load::page,
    machine::machine,
    report::{Table, tenths, times, whole},
    server::Server,
    so_long,
    store::Kind,
    world::World,
};

/// What one page took at one size.
struct Measured {
    name: &'static str,
    processor: f64,
    median: f64,
    p99: f64,
}

/// The figures of one kind of database, a size at a time.
pub(crate) struct Growth {
    kind: Kind,
    /// What there are more and more of.
    what: &'static str,
    sizes: Vec<(u32, Vec<Measured>)>,
}

impl Growth {
    pub(crate) fn of(kind: Kind, what: &'static str) -> Self {
        Self {
            kind,
            what,
            sizes: Vec::new(),
        }
    }

    /// These pages, at so many of them.
    pub(crate) async fn measure(
        &mut self,
        world: &World,
        size: u32,
        addresses: Vec<(&'static str, String)>,
    ) {
        let server = Server::of(world, &[]).await;
        server.quiet().await;
        let mut agent = [Client::signed_in(world).await];
        let mut all = Vec::new();
        for (name, path) in addresses {
            let figures = page((&server, &world.store), &mut agent, &path, so_long()).await;
            let measured = Measured {
                name,
                processor: figures.processor(),
                median: figures.wait(50),
                p99: figures.wait(99),
            };
            eprintln!("  {size}: {name}: {:.0} µs", measured.processor);
            all.push(measured);
        }
        self.sizes.push((size, all));
    }

    /// The table of the size that was measured last, unless it is the first.
    pub(crate) fn done(&self, world: &World) {
        let [(least, smallest), .., (size, measured)] = self.sizes.as_slice() else {
            return;
        };
        let least = whole((*least).into());
        let size = whole((*size).into());
        let mut table = Table::new(
            format!(
                "Growth from {least} to {size} {}, {}",
                self.what,
                self.kind.name()
            ),
            [
                "page",
                "processor µs",
                "at the smallest",
                "times",
                "median ms",
                "times",
                "p99 ms",
                "times",
            ],
        );
        for (small, large) in smallest.iter().zip(measured) {
            table.row([
                large.name.to_owned(),
                whole(large.processor),
                whole(small.processor),
                times(large.processor, small.processor),
                tenths(large.median),
                times(large.median, small.median),
                tenths(large.p99),
                times(large.p99, small.p99),
            ]);
        }
        table.done(&machine(&world.store));
    }
}

/// Every page by its name.
pub(crate) fn addresses(world: &World) -> Vec<(&'static str, String)> {
    let (paths, middle) = (world.site.paths(), world.middle());
    let key = middle.customer.uuid();
    let other = World::joint_reseller();
    let customers = |query: &str| match query {
        "" => paths.customers(),
        query => format!("{}?{query}", paths.customers()),
    };
    let joint = |query: &str| customers(&format!("partner={other}{query}"));
    let invitations = |query: &str| format!("{}?{query}", paths.invitations());
    let encoded = |text: &str| text.replace(' ', "+");
    vec![
        ("dashboard", paths.home()),
        ("list", customers("")),
        (
            "list, from the middle",
            customers(&format!("after={}", middle.cursor)),
        ),
        ("list, by domain", customers("sort=domain")),
        ("list, by since", customers("sort=since")),
        ("list, connected", customers("relationship=connected")),
        ("list, invited", customers("relationship=invited")),
        ("list, imported", customers("relationship=imported")),
        ("list, former", customers("relationship=former")),
        (
            "search, rare",
            customers(&format!("q={}", encoded(&middle.name))),
        ),
        ("search, domain", customers(&format!("q={}", middle.domain))),
        ("search, common", customers("q=bakery")),
        ("search, common, by since", customers("q=bakery&sort=since")),
        (
            "search, common, with a standing",
            customers("q=bakery&relationship=former"),
        ),
        ("search, at the end of the order", customers("q=talwick")),
        ("search, two letters", customers("q=ba")),
        ("search, absent", customers("q=qqxzqq")),
        ("joint", joint("")),
        (
            "joint, connected, by since",
            joint("&relationship=connected&sort=since"),
        ),
        ("joint, former", joint("&relationship=former")),
        (
            "joint, rare",
            joint(&format!("&q={}", encoded(&middle.name))),
        ),
        ("joint, common", joint("&q=bakery")),
        ("joint, two letters", joint("&q=ba")),
        ("joint, absent", joint("&q=qqxzqq")),
        ("invitations", paths.invitations()),
        ("invitations, waiting", invitations("state=waiting")),
        ("invitations, drafts", invitations("state=draft")),
        ("invitations, accepted", invitations("state=accepted")),
        ("invitations, declined", invitations("state=declined")),
        ("invitations, expired", invitations("state=expired")),
        (
            "invitations, a common channel",
            invitations("channel=referral"),
        ),
        (
            "invitations, a rare channel",
            invitations("channel=existing_customer"),
        ),
        (
            "invitations, a channel without any",
            invitations("channel=existing_customer&state=revoked"),
        ),
        ("record, account", paths.customer_account(key)),
        ("record, privileges", paths.customer_privileges(key)),
        ("record, activity", paths.customer_activity(key)),
        ("partnerships", paths.partnerships()),
        (
            "partnerships, search",
            format!("{}?q=reseller+1", paths.partnerships()),
        ),
        ("invite, with a choice of resellers", paths.new_invitation()),
        ("activity", paths.activity()),
        ("activity, 7 days", format!("{}?days=7", paths.activity())),
        ("notifications", paths.notifications()),
        ("profile", paths.profile()),
    ]
}
