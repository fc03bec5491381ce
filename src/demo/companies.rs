//! Made-up customers: names from many languages, short, long, in several scripts. All domains end in
//! `.example`, which nobody can own.

/// A made-up customer and the person there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Company {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) person: &'static str,
    pub(super) job: &'static str,
    pub(super) email: String,
}

/// What companies of one language are called: a root and a trade, each with its spelling in domains.
struct Family {
    roots: [(&'static str, &'static str); 8],
    trades: [(&'static str, &'static str); 4],
    /// The root stands in `{}`'s place in front of, or right before, the trade.
    glue: &'static str,
    people: [(&'static str, &'static str); 4],
}

const FAMILIES: &[Family] = &[
    Family {
        roots: [
            ("Möwental", "moewental"),
            ("Grünspecht", "gruenspecht"),
            ("Süderau", "suederau"),
            ("Kranichmoor", "kranichmoor"),
            ("Weißdorn", "weissdorn"),
            ("Holunderbach", "holunderbach"),
            ("Überwald", "ueberwald"),
            ("Zwiebelturm", "zwiebelturm"),
        ],
        trades: [
            ("Maschinenbau GmbH", "maschinenbau"),
            ("Logistik GmbH & Co. KG", "logistik"),
            ("Steuerberatung PartG mbB", "steuer"),
            ("Backwaren eG", "backwaren"),
        ],
        glue: " ",
        people: [
            ("Jörg Finkbeiner", "joerg.finkbeiner"),
            ("Annegret Süßkind", "annegret.suesskind"),
            ("Hatice Yıldız", "hatice.yildiz"),
            ("Tilo Brandstätter", "tilo.brandstaetter"),
        ],
    },
    Family {
        roots: [
            ("Clairval", "clairval"),
            ("Hêtraie", "hetraie"),
            ("Lavandière", "lavandiere"),
            ("Mont-Brûlé", "mont-brule"),
            ("Pré-aux-Loups", "pre-aux-loups"),
            ("Œillet", "oeillet"),
            ("Sablonnière", "sablonniere"),
            ("Vertamont", "vertamont"),
        ],
        trades: [
            ("Conseil SAS", "conseil"),
            ("Transports SARL", "transports"),
            ("& Fils, Menuiserie", "menuiserie"),
            ("Santé SA", "sante"),
        ],
        glue: " ",
        people: [
            ("Hélène d'Aubrac", "helene.daubrac"),
            ("François Lemoigne", "francois.lemoigne"),
            ("Aïssata Koné", "aissata.kone"),
            ("Noël Berthelin", "noel.berthelin"),
        ],
    },
    Family {
        roots: [
            ("Wexcombe", "wexcombe"),
            ("Thornapple", "thornapple"),
            ("Aldermere", "aldermere"),
            ("Gullswick", "gullswick"),
            ("Quillfeather", "quillfeather"),
            ("Marrowbone Lane", "marrowbone-lane"),
            ("O'Shaughtery", "oshaughtery"),
            ("Ravensbeck", "ravensbeck"),
        ],
        trades: [
            ("Ltd", "uk"),
            ("Veterinary Group", "vets"),
            ("& Daughters LLP", "law"),
            ("Marine Engineering plc", "marine"),
        ],
        glue: " ",
        people: [
            ("Imogen Tarleton", "imogen.tarleton"),
            ("Kwame Asante", "kwame.asante"),
            ("Siobhán Ní Riain", "siobhan.niriain"),
            ("Dev Malhotra", "dev.malhotra"),
        ],
    },
    Family {
        roots: [
            ("青葉", "aoba"),
            ("月見", "tsukimi"),
            ("白波", "shiranami"),
            ("桜坂", "sakurazaka"),
            ("松風", "matsukaze"),
            ("雪峰", "yukimine"),
            ("竹林", "takebayashi"),
            ("紅葉", "momiji"),
        ],
        trades: [
            ("商事株式会社", "shoji"),
            ("製作所", "seisakusho"),
            ("運輸株式会社", "unyu"),
            ("フーズ合同会社", "foods"),
        ],
        glue: "",
        people: [
            ("佐々木 遥", "haruka.sasaki"),
            ("高橋 健太", "kenta.takahashi"),
            ("伊藤 美咲", "misaki.ito"),
            ("渡辺 翔", "sho.watanabe"),
        ],
    },
    Family {
        roots: [
            ("Olivar del Sur", "olivar-del-sur"),
            ("Peñalba", "penalba"),
            ("Cigüeña", "cigueena"),
            ("Ribera Honda", "ribera-honda"),
            ("Almendral", "almendral"),
            ("Muñeira", "muneira"),
            ("Tres Hermanas", "tres-hermanas"),
            ("Valdehierro", "valdehierro"),
        ],
        trades: [
            ("S.L.", "sl"),
            ("Construcciones, S.A.", "construcciones"),
            ("Bodegas y Viñedos", "bodegas"),
            ("Clínica Dental", "clinica"),
        ],
        glue: " ",
        people: [
            ("María Ángeles Núñez", "mariaangeles.nunez"),
            ("Íñigo Etxeberria", "inigo.etxeberria"),
            ("Ximena Quiroga", "ximena.quiroga"),
            ("Álvaro Peña", "alvaro.pena"),
        ],
    },
    Family {
        roots: [
            ("Blåklint", "blaklint"),
            ("Fjällräv", "fjallrav"),
            ("Sjøholm", "sjoholm"),
            ("Tranströmmen", "transtrommen"),
            ("Ærøkysten", "aerokysten"),
            ("Lumikko", "lumikko"),
            ("Þrastarlundur", "thrastarlundur"),
            ("Ylämylly", "ylamylly"),
        ],
        trades: [
            ("AB", "ab"),
            ("Arkitekter A/S", "arkitekter"),
            ("Fisk ASA", "fisk"),
            ("Oy Ab", "oy"),
        ],
        glue: " ",
        people: [
            ("Bjørn Ødegård", "bjorn.odegard"),
            ("Guðrún Jónsdóttir", "gudrun.jonsdottir"),
            ("Päivi Mäkelä", "paivi.makela"),
            ("Søren Kjærgaard", "soren.kjaergaard"),
        ],
    },
    Family {
        roots: [
            ("Żurawiny", "zurawiny"),
            ("Dąbrówka", "dabrowka"),
            ("Křišťál", "kristal"),
            ("Šumavan", "sumavan"),
            ("Łąkowa", "lakowa"),
            ("Źródło", "zrodlo"),
            ("Červený Mlýn", "cerveny-mlyn"),
            ("Jaskółka", "jaskolka"),
        ],
        trades: [
            ("Sp. z o.o.", "spzoo"),
            ("Meble S.A.", "meble"),
            ("s.r.o.", "sro"),
            ("Drukarnia", "druk"),
        ],
        glue: " ",
        people: [
            ("Agnieszka Wróblewska", "agnieszka.wroblewska"),
            ("Jiří Dvořáček", "jiri.dvoracek"),
            ("Łukasz Ćwik", "lukasz.cwik"),
            ("Zdeňka Šťastná", "zdenka.stastna"),
        ],
    },
    Family {
        roots: [
            ("云岭", "yunling"),
            ("清泉", "qingquan"),
            ("东篱", "dongli"),
            ("星河", "xinghe"),
            ("한빛", "hanbit"),
            ("푸른솔", "pureunsol"),
            ("달맞이", "dalmaji"),
            ("새벽", "saebyeok"),
        ],
        trades: [
            ("科技有限公司", "keji"),
            ("무역", "trade"),
            ("物流", "wuliu"),
            ("전자", "electronics"),
        ],
        glue: " ",
        people: [
            ("林晓雯", "xiaowen.lin"),
            ("김서연", "seoyeon.kim"),
            ("王子涵", "zihan.wang"),
            ("박지훈", "jihun.park"),
        ],
    },
    Family {
        roots: [
            ("Ηλιοτρόπιο", "iliotropio"),
            ("Θάλασσα", "thalassa"),
            ("Çınaraltı", "cinaralti"),
            ("Işıkdağ", "isikdag"),
            ("Калина", "kalina"),
            ("Синя Птиця", "synia-ptytsia"),
            ("النخلة", "annakhla"),
            ("תמר", "tamar"),
        ],
        trades: [
            ("Group", "group"),
            ("A.E.", "ae"),
            ("Ticaret", "ticaret"),
            ("Holding", "holding"),
        ],
        glue: " ",
        people: [
            ("Ελένη Παππά", "eleni.pappa"),
            ("Oğuz Şahin", "oguz.sahin"),
            ("Оксана Коваль", "oksana.koval"),
            ("ليلى منصور", "layla.mansour"),
        ],
    },
    Family {
        roots: [
            ("Bluegum", "bluegum"),
            ("Kōwhai", "kowhai"),
            ("Two Rivers", "two-rivers"),
            ("Saguaro Flats", "saguaro-flats"),
            ("Maplewick", "maplewick"),
            ("Ubuntu Hills", "ubuntu-hills"),
            ("Nkosana", "nkosana"),
            ("Caatinga", "caatinga"),
        ],
        trades: [
            ("Inc.", "inc"),
            ("School District", "schools"),
            ("Pty Ltd", "pty"),
            ("Foundation", "foundation"),
        ],
        glue: " ",
        people: [
            ("Aroha Ngata", "aroha.ngata"),
            ("Thandiwe Dlamini", "thandiwe.dlamini"),
            ("José de Arimateia", "jose.dearimateia"),
            ("Mary-Lou Whitefeather", "marylou.whitefeather"),
        ],
    },
];

const JOBS: &[&str] = &[
    "Managing director",
    "Head of IT",
    "Office manager",
    "Chief financial officer",
    "IT administrator",
    "Owner",
    "Head of purchasing",
];

/// Companies that several partners serve, also to see how very short and very long names stand.
const SHARED: &[(&str, &str)] = &[
    ("Io", "io"),
    (
        "Vereinigte Gemeinnützige Wohnungsbau-, Siedlungs- und Heimstättengenossenschaft Holunderbach-Süderau von 1897 eG",
        "vgwsh",
    ),
    ("\"Zum Goldenen <Hirsch>\" & Söhne", "goldener-hirsch"),
];

/// How many distinct companies there are beside those that are shared.
#[cfg(test)]
const DISTINCT: usize = 320;

/// A company that several partners serve.
pub(super) fn shared() -> impl Iterator<Item = Company> {
    SHARED.iter().enumerate().map(|(number, (name, slug))| {
        company(
            (*name).to_owned(),
            slug,
            number,
            ("Renate Ödinger", "renate.oedinger"),
        )
    })
}

/// The company with this number; the same on each run.
pub(super) fn distinct(number: usize) -> Option<Company> {
    let family = FAMILIES.get(number % FAMILIES.len())?;
    let turn = number / FAMILIES.len();
    let (root, root_slug) = family.roots.get(turn % family.roots.len())?;
    let (trade, trade_slug) = family
        .trades
        .get((turn / family.roots.len() + turn) % family.trades.len())?;
    let person = family.people.get(turn % family.people.len())?;
    Some(company(
        format!("{root}{}{trade}", family.glue),
        &format!("{root_slug}-{trade_slug}"),
        number,
        *person,
    ))
}

fn company(
    name: String,
    slug: &str,
    number: usize,
    (person, local): (&'static str, &'static str),
) -> Company {
    let domain = format!("{slug}.example");
    Company {
        name,
        person,
        job: JOBS.get(number % JOBS.len()).copied().unwrap_or("Owner"),
        email: format!("{local}@{domain}"),
        domain,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text;

    #[test]
    fn every_company_is_another_and_passes_the_checks_of_the_forms() {
        let companies: Vec<Company> = (0..DISTINCT).filter_map(distinct).chain(shared()).collect();
        let domains: BTreeSet<&str> = companies.iter().map(|one| one.domain.as_str()).collect();
        assert_eq!(domains.len(), DISTINCT + SHARED.len());
        for one in &companies {
            assert_eq!(text::domain(&one.domain).as_ref(), Ok(&one.domain));
            assert_eq!(text::email(&one.email).as_ref(), Ok(&one.email));
            assert_eq!(
                text::line(&one.name, text::NAME_MAX, "a name").as_ref(),
                Ok(&one.name)
            );
        }
    }
}
