## On every page

languages = Idioma
steps = Pasos
    .you = Usted
    .code = Código
    .agree = Conformidad
    .done = , hecho

## The ask

ask-title = Solicitud de { $names } a { $company }
ask-heading = { $partners ->
    [one] { $names } solicita actuar para { $company }
   *[other] { $names } solicitan actuar para { $company }
}
ask-lead = Lea lo que esto significa y, después, acepte o rechace. Abrir esta página no ha cambiado nada.
until = Puede responder hasta el { $moment }.
domain = Dominio
country = País
acts-as = Actúa como
since = Aquí desde
sent-by = Enviado por { $sender }, para { $company } ({ $domain }).
for-both = Una sola respuesta vale para ambos: se conecta con los dos o con ninguno.
can-heading = Lo que se permitirá
role-item = { $days ->
    [one] { $meaning }, durante { $days } día a partir de hoy ({ $label })
   *[other] { $meaning }, durante { $days } días a partir de hoy ({ $label })
}
global-apart = { $days ->
    [one] Lea esto dos veces: { $names } solicita el rol «Administrador global». Durante { $days } día a partir de hoy podría hacer con sus usuarios, servicios y configuración todo lo que usted mismo puede hacer. Nunca se prorroga por sí solo.
   *[other] Lea esto dos veces: { $names } solicita el rol «Administrador global». Durante { $days } días a partir de hoy podría hacer con sus usuarios, servicios y configuración todo lo que usted mismo puede hacer. Nunca se prorroga por sí solo.
}
cannot-heading = Lo que no se permitirá
cannot =
    pedir nada que usted no haya acordado con ellos
    ver contraseñas ni leer correo o archivos
    ver o cambiar lo que otros partners hacen para usted
    .wide =
        pedir nada que usted no haya acordado con ellos
        ver contraseñas
        ver o cambiar lo que otros partners hacen para usted
take-back-heading = Cómo puede revocarlo
take-back =
    Pida a cualquiera de los partners anteriores que elimine la relación; cada uno de ellos puede hacerlo en cualquier momento.
    Los privilegios terminan por sí solos en su fecha, pase lo que pase.
    Conserve el comprobante que recibirá por correo: indica lo que se acordó y a quién dirigirse.

## Who answers

answer-heading = Su respuesta
say-who = Para aceptar, indique quién es usted. Después recibirá un código por correo; nada queda acordado antes de que lo introduzca.
your-name = Su nombre
your-job = Su cargo
your-email = Su dirección de correo profesional
    .help = Allí se enviará el código. La invitación se envió a { $masked }; escriba esa dirección completa.
go-on = Continuar para aceptar
decline = Rechazar
unexpected = No esperaba esto
cannot-mail = Para aceptar es necesario enviarle un código por correo, y este servidor todavía no puede enviar correo. Avise a { $sender }; el enlace sigue siendo el mismo. Puede rechazar sin código.
    .title = Por el momento no se puede aceptar aquí

## The code and the agreement

code-title = Introducir el código
code-heading = Introduzca el código y dé su conformidad
code-lead = Se ha enviado un código a { $masked }. Es válido durante 10 minutos. Todavía no se ha acordado nada.
code-late = El correo a { $masked } no puede salir en este momento. Se vuelve a intentar cada minuto. Cargue de nuevo esta página dentro de un rato; todavía no se ha acordado nada.
    .title = El código aún no se ha enviado
code-failed = El correo con el código no llegó a { $masked }. Compruebe la dirección y solicite un código nuevo. Si tampoco funciona, avise a { $sender }. No se ha acordado nada, y puede rechazar sin código.
    .title = No se pudo entregar el código
code = Código del correo
    .help = 8 caracteres. Las mayúsculas y los espacios no importan.
read-agreement = Leer el acuerdo
agreement-in = El acuerdo está redactado en este idioma: { $language }. Se muestra tal como se redactó, porque ese es el texto que vale.
agree = Doy mi conformidad en nombre de mi empresa y estoy autorizado para ello
    .help = { $name }, { $job }, por { $company }
accept = Aceptar
no-code = ¿No ha llegado el correo después de unos minutos? Revise la carpeta de correo no deseado o { $link }.
    .link = vuelva atrás y solicite un código nuevo
asked-heading = Lo que se le solicita

## Declining

decline-heading = Rechazar la invitación de { $names }
decline-lead = No se establecerá ninguna relación con { $company } y el enlace dejará de funcionar. Se comunicará a { $sender } ({ $names }) que usted la rechaza. No necesita ningún código.
decline-reason = Por qué la rechaza
    .help = Basta una palabra, como «Innecesario». El remitente la leerá.
decline-now = Rechazar la invitación
unexpected-heading = Usted no esperaba esta invitación
unexpected-lead = No se establecerá ninguna relación con { $company } y el enlace dejará de funcionar. Se comunicará a { $sender } ({ $names }) que no se esperaba. No necesita ningún código.
unexpected-reason = Qué debe saber el remitente
    .help = Basta una frase, como «No conocemos esta empresa». No escriba nada confidencial.
unexpected-report = Informar y rechazar
back = Volver sin responder

## The receipt

connected = La relación está establecida
connected-with = Su empresa ya está vinculada con { $names }
receipt-lead = Se ha informado a { $sender }. Este comprobante también se le ha enviado por correo; consérvelo.
company = Empresa
verified = (verificado por su dirección)
not-verified = (no verificado)
outside = Su dirección está fuera de { $domain }, por lo que no verifica el dominio de la empresa. Los partners lo ven.
shared = { $domain } está abierto a todo el mundo, por lo que no demuestra nada sobre la empresa. Los partners lo ven.
agreed-by = Conformidad dada por
their-job = Cargo
when = Fecha
privileges = Privilegios de administración delegados
    .none = Ninguno
privileges-until = Privilegios de administración delegados hasta el
until-roles = { $day }: { $roles }
fingerprint = Huella digital del texto
read-agreed = Leer lo que ha aceptado

## Links that cannot be answered

contact = { $sender } ({ $names })
not-ready =
    .title = Esta invitación no está terminada
    .message = { $contact } la ha escrito, pero todavía no la ha entregado, por lo que no se puede responder.
    .next = Pida a { $contact } que la termine. Su enlace sigue siendo el mismo.
accepted =
    .title = Esta invitación fue aceptada
    .message = Se aceptó en nombre de { $company } el { $when }. A una invitación se responde una sola vez. El comprobante se envió por correo a la persona que aceptó.
    .next = Si no era su intención, avise a { $contact }: la relación puede eliminarse en cualquier momento.
declined =
    .title = Esta invitación fue rechazada
    .message = Se rechazó en nombre de { $company } el { $when }. No se estableció ninguna relación, y se ha informado a { $contact }.
    .next = Si finalmente desea aceptar, pida una nueva invitación a { $contact }.
expired =
    .title = Este enlace ha caducado
    .message = Se podía responder hasta el { $when }. No ha ocurrido nada.
    .next = Pida un enlace nuevo a { $contact }. Se enviará a { $masked }.
revoked =
    .title = Esta invitación fue retirada
    .message = { $contact } la ha retirado. No se puede responder y no ha ocurrido nada.
    .next = Si la esperaba, pida un enlace nuevo a { $contact }.
replaced =
    .title = Este enlace se ha sustituido por otro más reciente
    .message = { $contact } ha creado un enlace más reciente para esta invitación. Este ya no funciona y abrirlo no ha cambiado nada.
    .next = Use el enlace del último mensaje de { $contact } o pídaselo a { $contact }.
over =
    .title = Ya no se puede aceptar
    .not-together = { $names } ya no hacen esta solicitud de forma conjunta. No se ha aceptado nada.
    .not-active = { $names } ya no está activo aquí. No se ha aceptado nada.
    .next = Diríjase a la persona que le escribió.
staff =
    .title = Solo el cliente puede responder
    .message = Ha iniciado sesión como empleado de un partner que hace la solicitud. La conformidad la da { $company }, nunca un partner.
    .next = No se ha cambiado nada. Para ver la página como su cliente, cierre la sesión o use una ventana privada.

## What is wrong with what was typed

error-prefix = Error:{ " " }
error-summary = Revise lo siguiente
error-name = Escriba su nombre
error-job = Escriba su cargo
error-email = Escriba una dirección de correo como nombre@contoso.example
error-web-address = Escriba aquí un nombre, sin dirección web
error-unwanted = Elimine los saltos de línea y los caracteres de control invisibles
    .in-text = Elimine los caracteres de control invisibles
error-too-long = Use como máximo { $max } caracteres; hay { $length }
error-no-mail = Este servidor no puede enviar un código por el momento
error-insider = Esta dirección pertenece a { $partner }, que hace la solicitud. Solo el cliente puede aceptar, con una dirección propia
error-must-verify = Aquí solo puede aceptar una dirección del dominio propio de la empresa. Pida a { $sender } que invite una dirección así
error-other-address = El código solo puede enviarse a la dirección invitada, { $masked }. Escríbala completa o pida a { $sender } que invite su dirección
error-too-soon = Se envió un código hace menos de un minuto. Revise su correo o espere un minuto para pedir otro
error-too-many = Hoy se han enviado cinco códigos, que es el máximo. Inténtelo de nuevo mañana
error-say-who = Indique primero quién es usted; después recibirá un código por correo
error-code = Introduzca el código del correo
error-agree = Marque esta casilla para dar su conformidad. Sin ella no se acepta nada
error-code-over = Este código ha caducado o se ha introducido mal cinco veces. Vuelva atrás y solicite uno nuevo
error-wrong-code = { $left ->
    [0] Este no es el código y no quedan intentos. Vuelva atrás y solicite uno nuevo
    [one] Este no es el código. Queda un intento
   *[other] Este no es el código. Quedan { $left } intentos
}
error-wording = El texto ha cambiado desde que abrió la página. Léalo de nuevo; no se ha aceptado nada
error-reason = Indique el motivo en una o dos palabras; sin él no se rechaza nada

## La página del enlace de los mensajes sobre privilegios

privileges-page =
    .title = Privilegios de { $partner }
    .heading = Lo que { $partner } puede hacer para { $company }
    .lead = Son privilegios de administración delegados. Abrir esta página no ha cambiado nada.
    .name = Nombre
    .since = Concedidos el
    .until = Terminan el
    .can = Lo que permiten
    .extends = { $days ->
        [one] No terminan por sí solos: el { $moment }, y cada vez después, se añade { $days } día, hasta que usted o el socio lo desactiven.
       *[other] No terminan por sí solos: el { $moment }, y cada vez después, se añaden { $days } días, hasta que usted o el socio lo desactiven.
    }
    .switch-off = Desactivar la prórroga automática
    .end = Poner fin a estos privilegios
    .end-lead = A partir de ese momento, { $partner } ya no puede hacer nada de esto para { $company }. Una relación de revendedor, los pedidos y las suscripciones quedan como están. No se puede deshacer; unos privilegios nuevos requieren un acuerdo nuevo.
    .stops = Lo que cesa
    .end-now = Poner fin a los privilegios de { $partner }
    .back = Volver sin cambiar nada
    .ended = Estos privilegios han terminado
    .ended-lead = Terminaron el { $moment }. Lo que permitían figura abajo.
    .others = Del mismo acuerdo

## Password

password-title = Establecer su contraseña
password-lead = Para { $account }. Solo usted la elige, y nadie más la ve.
password-label = Contraseña nueva
password-help = Al menos 12 caracteres. Varias palabras sin relación entre sí son una buena opción.
password-again = La misma otra vez
password-button = Establecer contraseña
password-done = Su contraseña está establecida
    .text = Inicie sesión con ella donde suele hacerlo.
password-dead = Este enlace ya no funciona
    .text = Un enlace que establece una contraseña funciona una vez y durante 24 horas. Este se ha usado, se ha sustituido o ha caducado. Pida uno nuevo a quien se lo hizo enviar.
password-short = Use al menos 12 caracteres; hay { $length }
password-long = Use como máximo 256 caracteres
password-easy = Es fácil de adivinar. Use varias palabras sin relación entre sí, sin su nombre, su empresa ni un año
password-differs = Escriba otra vez la misma contraseña

## Cuando algo no va bien con el enlace o la petición

lost-title = Este enlace no funciona aquí
lost-message = Puede estar cortado, o puede haberse copiado con él un signo del texto de al lado. Ábralo desde el propio correo, o cópielo entero, de principio a fin. Si sigue sin funcionar, pida uno nuevo a quien se lo envió.
unread-title = Esto no se ha podido leer
unread-message = No se ha cambiado nada. Abra otra vez el enlace del correo y responda en la página que muestra.
wait-title = En este momento no es posible
wait-message = No se ha cambiado nada. Espere unos minutos y abra el enlace de nuevo.
fault-title = Aquí ha fallado algo
fault-message = El error es nuestro, no suyo, y ha quedado anotado. No se ha cambiado nada. Inténtelo más tarde.

## Una solicitud de privilegios, y su comprobante

ask-heading-privileges = { $names } solicita privilegios a { $company }
take-back-privileges =
    Termine usted mismo los privilegios en cualquier momento y sin indicar motivo, en la página cuyo enlace figura en el comprobante.
    Conserve el comprobante que recibirá por correo: indica lo que se acordó y a quién dirigirse.
take-back-both =
    Pida a cualquiera de los partners anteriores que elimine la relación; cada uno de ellos puede hacerlo en cualquier momento.
    Termine usted mismo los privilegios en cualquier momento y sin indicar motivo, en la página cuyo enlace figura en el comprobante.
    Conserve el comprobante que recibirá por correo: indica lo que se acordó y a quién dirigirse.
granted = Los privilegios están concedidos
granted-to = Ha concedido privilegios a { $names }
