## What partners are called, and may do once the customer has accepted (one item a line)

indirect-reseller = Indirekter Handelspartner
    .in-sentence = indirekter Handelspartner
    .can =
        Sie beraten, Ihnen Angebote machen und an Sie verkaufen
        als Handelspartner in dem genannt werden, was sein Anbieter für Sie bestellt
        Ihr Unternehmensprofil sehen und was an Sie verkauft wurde
indirect-provider = Indirekter Anbieter
    .in-sentence = indirekter Anbieter
    .can =
        die Bestellungen aufgeben, ändern und stornieren, die Sie mit Ihrem Handelspartner vereinbaren
        sie Ihrem Handelspartner in Rechnung stellen
        Ihr Unternehmensprofil sehen und was für Sie bestellt wurde
direct-bill = Partner mit Direktabrechnung
    .in-sentence = Partner mit Direktabrechnung
    .can =
        Sie beraten, Ihnen Angebote machen und an Sie verkaufen
        Bestellungen, die Sie miteinander vereinbaren, aufgeben, ändern und stornieren und Ihnen in Rechnung stellen
        Ihr Unternehmensprofil sehen und was für Sie bestellt wurde

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = Verzeichnisleser
    .meaning = die Liste Ihrer Benutzer und Gruppen lesen
service-support = Dienstsupportadministrator
    .meaning = Ihre Benutzer sehen und Serviceanfragen für Sie stellen und verfolgen
license-administrator = Lizenzadministrator
    .meaning = Ihre Benutzer sehen und ihnen Lizenzen zuweisen und entziehen
user-administrator = Benutzeradministrator
    .meaning = Ihre Benutzer sehen, anlegen, ändern, sperren und löschen und ihnen einen Link zum Festlegen eines neuen Kennworts senden
billing-administrator = Abrechnungsadministrator
    .meaning = Ihre Abonnements und Ihr Abrechnungsprofil verwalten
global-administrator = Globaler Administrator
    .meaning = mit Ihren Benutzern, deren Rollen, Ihren Diensten und Ihren Einstellungen alles tun, was Sie selbst tun können
global-reader = Globaler Leser
    .meaning = alle Ihre Benutzer, Einstellungen und Berichte sehen und nichts ändern
exchange-administrator = Exchange-Administrator
    .meaning = Ihre Benutzer sehen und Ihren E-Mail-Dienst und dessen Postfächer verwalten
share-point-administrator = SharePoint-Administrator
    .meaning = Ihre Benutzer sehen und Ihre Websites und die dort abgelegten Dateien verwalten
teams-administrator = Teams-Administrator
    .meaning = Ihre Benutzer sehen und Ihre Besprechungen, Chats und Telefonie verwalten
intune-administrator = Intune-Administrator
    .meaning = Ihre Benutzer sehen und Ihre Geräte und die Apps darauf verwalten
security-administrator = Sicherheitsadministrator
    .meaning = Ihre Benutzer und Sicherheitswarnungen sehen und Ihre Sicherheitseinstellungen ändern

## The agreement itself

agreement-title = Vereinbarung von { $company } ({ $domain }) über eine Handelspartnerbeziehung, Version { $version }
agreement-who = 1. Wer handeln darf. { $company } ist einverstanden, dass die folgenden Unternehmen wie beschrieben für es Geschäfte abwickeln dürfen:
agreement-party = { $name } ({ $domain }, { $country }), { $kind }, darf:
agreement-no-privileges = 2. Delegierte Administratorrechte. Es werden keine erteilt.
agreement-privileges = 2. Delegierte Administratorrechte. Für { $days } Tage ab der Annahme darf jedes von ihnen auch in diesen Rollen handeln:
agreement-privileges-end = Die Rechte enden nach dieser Zeit von selbst und sind unabhängig von der Handelspartnerbeziehung.
agreement-not-agreed = 3. Was nicht vereinbart wird. Diese Vereinbarung ist keine Bestellung und kostet nichts. Sie gibt niemandem Zugang zu Kennwörtern und zu Daten nur, soweit es die Rechte unter 2 besagen. Anderen Partnern von { $company } nimmt sie nichts.
agreement-end = 4. Ende. { $company } kann die Beziehung jederzeit und ohne Angabe von Gründen beenden, indem es einen unter 1 genannten Partner darum bittet, der sie dann entfernt. Jeder Partner kann seine Beziehung beenden. Verträge über inzwischen Bestelltes werden dadurch nicht geändert.
agreement-who-agrees = 5. Wer zustimmt. Die Person, die annimmt, erklärt, dass sie dies für { $company } tun darf. Ihr Name, ihre Funktion und ihre geschäftliche E-Mail-Adresse, der Zeitpunkt und dieser Text werden als Nachweis aufbewahrt und den unter 1 genannten Partnern gezeigt.

## Die Vereinbarung über Rechte allein

agreement-privileges-title = Vereinbarung von { $company } ({ $domain }) über delegierte Administratorrechte, Version { $version }
agreement-grants = 1. Wer handeln darf. { $company } erteilt delegierte Administratorrechte an:
agreement-privileges-party = { $name } ({ $domain }, { $country })
agreement-grants-roles = 2. Delegierte Administratorrechte. Für { $days } Tage ab der Annahme darf dieser Partner in diesen Rollen handeln:
agreement-grants-end = 4. Ende. { $company } kann die Rechte jederzeit und ohne Angabe von Gründen beenden, auf der Seite, deren Link ihm per E-Mail gesendet wird. Auch der Partner kann sie beenden. Eine Handelspartnerbeziehung wird durch diese Vereinbarung weder begründet noch geändert noch beendet.
agreement-extended = Am Ende dieser Zeit kommen { $days } Tage hinzu, und danach jedes Mal wieder, bis { $company } oder der Partner das ausschaltet. { $company } erfährt es jedes Mal per E-Mail. Die Rechte sind unabhängig von einer Handelspartnerbeziehung.
