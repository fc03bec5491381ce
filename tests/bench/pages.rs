//! The customer list beside a bare page of the same rows and HTML.

use crate::{
    bare,
    support::{
        client::{Call, Client},
        load::page,
        machine::machine,
        report::{Table, percent, tenths, whole},
        server::Server,
        so_long,
        world::World,
    },
};

/// Each of them with so many clients.
const CLIENTS: [usize; 2] = [1, 32];

pub(crate) async fn run(world: &World) {
    let real = Server::of(world, &[]).await;
    real.quiet().await;
    let path = world.site.paths().customers();
    let mut agent = Client::signed_in(world).await;
    let shown = agent.call(&Call::get(&path)).await.expect(200);
    let (bare, bare_site) = bare::start(world, &shown.text()).await;
    let mut nobody = Client::of(&bare_site);
    let bare_shown = nobody.call(&Call::get(bare::path())).await.expect(200);
    let mut table = Table::new(
        format!(
            "A page of 50 of {} customers, {}",
            whole(world.size.into()),
            world.store.kind().name()
        ),
        [
            "clients",
            "page",
            "bytes",
            "requests/s",
            "of the bare page",
            "processor µs",
            "bare page to it",
            "median ms",
            "p99 ms",
        ],
    );
    for count in CLIENTS {
        let mut at_bare: Vec<Client> = (0..count).map(|_| nobody.again()).collect();
        let mut at_real: Vec<Client> = (0..count).map(|_| agent.again()).collect();
        let bare = page(
            (&bare, &world.store),
            &mut at_bare,
            bare::path(),
            so_long() * 3,
        )
        .await;
        let real = page((&real, &world.store), &mut at_real, &path, so_long() * 3).await;
        for (name, bytes, figures) in [
            ("bare", bare_shown.body.len(), &bare),
            ("customer list", shown.body.len(), &real),
        ] {
            table.row([
                count.to_string(),
                name.to_owned(),
                whole(f64::from(u32::try_from(bytes).unwrap())),
                whole(figures.per_second()),
                percent(figures.per_second(), bare.per_second()),
                whole(figures.processor()),
                percent(bare.processor(), figures.processor()),
                tenths(figures.wait(50)),
                tenths(figures.wait(99)),
            ]);
        }
    }
    table.done(&machine(&world.store));
}
