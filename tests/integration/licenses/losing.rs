//! Fewer units than before: who stands in the way of giving seats back, and who loses a license by what is not stopped by that.

use partner_center::{
    db::{Error, ids::DirectoryUserId},
    directory,
    licenses::{self, Cause, Losing},
};

use super::{Hall, SUITE};

impl Hall {
    fn losing(&self, fewer: i64, most: i64) -> Losing {
        let customer = self.customer;
        self.app()
            .read(move |conn| licenses::losing(conn, customer, SUITE, (fewer, false), most))
    }

    /// The subscription loses so many seats, and those assigned last lose theirs, in one transaction.
    pub(super) fn settle(&self, change: &str) -> Vec<DirectoryUserId> {
        // A final state has no instant at which it changes by itself.
        let change = match change.contains("cancelled") || change.contains("deleted") {
            true => format!("{change}, next_at = NULL, next_warning_at = NULL"),
            false => change.to_owned(),
        };
        self.app().write(|tx| {
            use diesel::connection::SimpleConnection;
            let granted = self.granted(tx)?;
            tx.conn().batch_execute(&change).map_err(Error::from)?;
            licenses::settle(tx, &Cause::of(&granted), SUITE, self.app().now())
        })
    }

    async fn three(&self) -> [DirectoryUserId; 3] {
        let users = [
            self.add("Ada").await,
            self.add("Bea").await,
            self.add("Cai").await,
        ];
        for user in users {
            self.app().pass(chrono::Duration::seconds(1));
            self.tick(user, &[SUITE]).await.expect(303);
        }
        users
    }
}

#[actix_web::test]
async fn those_assigned_last_stand_in_the_way_of_giving_seats_back() {
    let hall = Hall::open("4").await;
    let [ada, bea, cai] = hall.three().await;
    assert!(!hall.losing(1, 100).is_anybody());
    assert_eq!(
        hall.losing(3, 100),
        Losing {
            number: 2,
            people: vec![cai, bea]
        }
    );
    // As many as are shown; the number is of all.
    let all = hall.losing(4, 1);
    assert_eq!((all.number, all.people), (3, vec![cai]));
    // Whoever may read the directory reads their names, in this order.
    let customer = hall.customer;
    let names = hall
        .app()
        .read(move |conn| directory::named(conn, customer, &[cai, bea, ada]));
    let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Cai", "Bea", "Ada"]);
    // It is a look: nothing was changed.
    assert_eq!(hall.holders(SUITE), [ada, bea, cai]);
}

#[actix_web::test]
async fn fewer_seats_take_licenses_from_those_assigned_last_with_a_line_each() {
    let hall = Hall::open("4").await;
    let [ada, bea, cai] = hall.three().await;
    let lost = hall.settle("UPDATE subscriptions SET quantity = 2");
    assert_eq!(lost, [cai]);
    assert_eq!(hall.holders(SUITE), [ada, bea]);
    for partner in [hall.store.pair.provider.id, hall.store.pair.reseller.id] {
        assert_eq!(
            hall.lines(partner, "license_lost"),
            ["License: Suite 1 → none"]
        );
    }
    assert_eq!(hall.settle("UPDATE subscriptions SET quantity = 2"), []);
    let lost = hall.settle("UPDATE subscriptions SET state = 'cancelled'");
    assert_eq!(lost, [bea, ada]);
    assert_eq!(hall.license(SUITE).all(), 0);
    hall.assert_exact();
}

#[actix_web::test]
async fn suspended_and_disabled_units_carry_assignments() {
    let hall = Hall::open("3").await;
    let users = hall.three().await;
    for state in ["suspended", "disabled", "expired", "active"] {
        let lost = hall.settle(&format!("UPDATE subscriptions SET state = '{state}'"));
        assert_eq!(lost, [], "{state}");
        assert_eq!(hall.holders(SUITE), users);
    }
    assert_eq!(
        hall.settle("UPDATE subscriptions SET state = 'deleted'"),
        [users[2], users[1], users[0]]
    );
}
