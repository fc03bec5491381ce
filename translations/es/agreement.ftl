## What partners are called, and may do once the customer has accepted (one item a line)

indirect-reseller = Revendedor indirecto
    .in-sentence = revendedor indirecto
    .can =
        asesorarle, hacerle ofertas y venderle productos y servicios
        figurar como revendedor en lo que su proveedor pida para usted
        ver el perfil de su empresa y lo que le ha vendido
indirect-provider = Proveedor indirecto
    .in-sentence = proveedor indirecto
    .can =
        realizar, modificar y cancelar los pedidos que usted acuerde con su revendedor
        facturarlos a su revendedor
        ver el perfil de su empresa y lo que se ha pedido para usted
direct-bill = Partner de facturación directa
    .in-sentence = partner de facturación directa
    .can =
        asesorarle, hacerle ofertas y venderle productos y servicios
        realizar, modificar y cancelar los pedidos que acuerden, y facturárselos
        ver el perfil de su empresa y lo que se ha pedido para usted

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = Lector de directorio
    .meaning = leer la lista de sus usuarios y grupos
service-support = Administrador de soporte técnico del servicio
    .meaning = ver a sus usuarios, abrir solicitudes de servicio para usted y seguirlas
license-administrator = Administrador de licencias
    .meaning = ver a sus usuarios, asignarles licencias y retirárselas
user-administrator = Administrador de usuarios
    .meaning = ver a sus usuarios, crearlos, modificarlos, bloquearlos y eliminarlos, y enviarles un enlace para establecer una contraseña nueva
billing-administrator = Administrador de facturación
    .meaning = gestionar sus suscripciones y su perfil de facturación
global-administrator = Administrador global
    .meaning = hacer con sus usuarios, los roles de estos, sus servicios y su configuración todo lo que usted mismo puede hacer
global-reader = Lector global
    .meaning = ver todos sus usuarios, su configuración y sus informes, sin cambiar nada
exchange-administrator = Administrador de Exchange
    .meaning = ver a sus usuarios y gestionar su servicio de correo y sus buzones
share-point-administrator = Administrador de SharePoint
    .meaning = ver a sus usuarios y gestionar sus sitios y los archivos que se guardan en ellos
teams-administrator = Administrador de Teams
    .meaning = ver a sus usuarios y gestionar sus reuniones, chats y telefonía
intune-administrator = Administrador de Intune
    .meaning = ver a sus usuarios y gestionar sus dispositivos y las aplicaciones que contienen
security-administrator = Administrador de seguridad
    .meaning = ver a sus usuarios y sus alertas de seguridad, y cambiar su configuración de seguridad

## The agreement itself

agreement-title = Acuerdo de { $company } ({ $domain }) sobre una relación de reventa, versión { $version }
agreement-who = 1. Quién puede actuar. { $company } acepta que las siguientes empresas realicen operaciones para ella tal como se describe:
agreement-party = { $name } ({ $domain }, { $country }), { $kind }, puede:
agreement-no-privileges = 2. Privilegios de administración delegados. No se concede ninguno.
agreement-privileges = 2. Privilegios de administración delegados. Durante { $days } días desde la aceptación, cada una de ellas puede actuar también con estos roles:
agreement-privileges-end = Los privilegios terminan por sí solos después de ese plazo y son independientes de la relación de reventa.
agreement-not-agreed = 3. Lo que no se acuerda. Este acuerdo no es un pedido y no cuesta nada. No da a nadie acceso a contraseñas, y a datos solo en la medida de los privilegios del punto 2. No quita nada a otros partners de { $company }.
agreement-end = 4. Fin. { $company } puede terminar la relación en cualquier momento y sin indicar motivo, comunicándolo a un partner nombrado en el punto 1, que entonces la elimina. Cada partner puede terminar su relación. Los contratos sobre lo pedido entretanto no cambian por ello.
agreement-who-agrees = 5. Quién da la conformidad. La persona que acepta declara que puede hacerlo en nombre de { $company }. Su nombre, cargo y correo profesional, la fecha y este texto se conservan como prueba y se muestran a los partners nombrados en el punto 1.

## El acuerdo sobre privilegios solos

agreement-privileges-title = Acuerdo de { $company } ({ $domain }) sobre privilegios de administración delegados, versión { $version }
agreement-grants = 1. Quién puede actuar. { $company } concede privilegios de administración delegados a:
agreement-privileges-party = { $name } ({ $domain }, { $country })
agreement-grants-roles = 2. Privilegios de administración delegados. Durante { $days } días desde la aceptación, este partner puede actuar con estos roles:
agreement-grants-end = 4. Fin. { $company } puede terminar los privilegios en cualquier momento y sin indicar motivo, en la página cuyo enlace recibe por correo. El partner también puede terminarlos. Este acuerdo no crea, cambia ni termina ninguna relación de reventa.
agreement-extended = Al final de ese plazo se añaden { $days } días, y de nuevo cada vez después, hasta que { $company } o el partner lo desactive. Se informa a { $company } por correo cada vez. Los privilegios son independientes de una relación de reventa.
