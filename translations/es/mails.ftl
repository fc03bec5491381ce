## The invitation

salutation = Estimado/a { $name }:
    .neutral = Estimados señores y señoras:
nobody = señores y señoras
asks-for-privileges = { $days ->
    [one] También solicitamos privilegios de administración delegados durante { $days } día: { $roles }. La página explica cada uno de ellos. Terminan por sí solos, o antes si usted nos lo indica.
   *[other] También solicitamos privilegios de administración delegados durante { $days } días: { $roles }. La página explica cada uno de ellos. Terminan por sí solos, o antes si usted nos lo indica.
}
invitation-footer = Enviado en nombre de { $sender }, { $partner }. Las respuestas se envían a { $address }.
template-alone =
    .subject = { $partner } solicita a { $company } una relación de reventa
    .body =
        { $salutation }

        { $partner } desea ser el { $kind } de { $company } para productos y servicios en la nube y solicita su conformidad.

        Su enlace personal muestra lo que esto significa y le permite aceptar o rechazar:

        { $link }

        { $privileges }

        El enlace está destinado únicamente a { $company } y es válido durante { $days } días. Para aceptar, usted introduce su nombre, su dirección de correo profesional y un código que recibe por correo. Antes de ello no ocurre nada, y abrir el enlace no le compromete a nada.

        Si tiene alguna pregunta, responda a este mensaje.

        Atentamente,
        { $sender }
        { $partner }
template-joint =
    .subject = { $partners } solicitan a { $company } una relación de reventa
    .body =
        { $salutation }

        Las empresas { $partners } trabajan juntas y solicitan la conformidad de { $company } con un solo mensaje y un solo consentimiento.

        { $reseller }, como su revendedor indirecto, le asesora, le hace ofertas y le vende productos y servicios en la nube.

        { $provider }, como proveedor indirecto de { $reseller }, realiza, modifica y cancela los pedidos que usted acuerda con { $reseller } y se los factura a { $reseller }.

        Su enlace personal muestra lo que esto significa para cada una de las dos empresas y le permite aceptar o rechazar:

        { $link }

        { $privileges }

        El enlace está destinado únicamente a { $company } y es válido durante { $days } días. Para aceptar, usted introduce su nombre, su dirección de correo profesional y un código que recibe por correo. Usted acepta para ambas empresas o para ninguna. Antes de ello no ocurre nada, y abrir el enlace no le compromete a nada.

        Si tiene alguna pregunta, responda a este mensaje.

        Atentamente,
        { $sender }
        { $partner }

## The mail with the code

code-mail =
    .subject = Su código
    .body =
        Estimado/a { $name }:

        Su código para responder a la invitación dirigida a { $company } es:

        { $mark }

        Introdúzcalo en un plazo de 10 minutos en la página que lo solicitó. Nadie se lo pedirá nunca por teléfono ni por correo. Si no ha solicitado ningún código, no tiene que hacer nada.
    .footer = Enviado porque esta dirección se introdujo en la página de una invitación.

## The receipt

receipt-mail =
    .subject = Comprobante: { $company } está vinculada con { $names }
    .agreed =
        Estimado/a { $name }:

        El { $when } usted dio su conformidad, en nombre de { $company } ({ $domain }), a una relación de reventa con { $names }.
    .privileges = Privilegios de administración delegados hasta el { $day }: { $roles }.
    .end =
        Texto: versión { $version }, huella digital { $fingerprint }.

        Para terminarla, diríjase a cualquiera de los partners aquí nombrados; los privilegios terminan por sí solos en su fecha. Conserve este correo como comprobante.
    .footer = Enviado porque usted aceptó una invitación.

domain-mail =
    .subject = Su código para { $domain }
    .body =
        Hola:

        { $partner } quiere añadir el dominio { $domain } a la cuenta de { $company } e indica que pertenece a esa empresa. Si es correcto, dé este código a la persona que lo ha pedido o introdúzcalo usted:

        { $mark }

        Es válido durante 10 minutos. Si { $company } no tiene nada que ver con { $domain }, no haga nada: sin el código no ocurre nada.
    .footer = Enviado a una dirección de administración de { $domain }, porque así se demuestra a quién pertenece el dominio.

## Sobre los privilegios concedidos

privileges-mail =
    .hello = Hola, { $name }:
    .what = Se trata de los privilegios «{ $privilege }» de { $partner }: { $roles }.
    .way = Puede ponerles fin en cualquier momento, sin dar un motivo, en esta página:
    .footer = Se envía porque { $company } ha concedido estos privilegios.
privileges-ending =
    .subject = Los privilegios de { $partner } terminan el { $day }
    .body = los privilegios de administración delegados que { $company } concedió a { $partner } terminan el { $moment }. Terminan por sí solos; no hay que hacer nada.
privileges-ended =
    .subject = Los privilegios de { $partner } han terminado
    .by-partner = { $partner } puso fin el { $moment } a los privilegios de administración delegados que { $company } le había concedido. Cesaron de inmediato.
    .by-customer = se puso fin para { $company }, el { $moment }, a los privilegios de administración delegados de { $partner }, en la página del enlace de nuestros mensajes. Cesaron de inmediato.
privileges-extended =
    .subject = Los privilegios de { $partner } se prorrogaron hasta el { $day }
    .body = { $days ->
        [one] los privilegios de administración delegados que { $company } concedió a { $partner } se prorrogaron { $days } día, hasta el { $moment }, porque la prórroga automática está activada.
       *[other] los privilegios de administración delegados que { $company } concedió a { $partner } se prorrogaron { $days } días, hasta el { $moment }, porque la prórroga automática está activada.
    }
privileges-extending =
    .subject = Los privilegios de { $partner } se prorrogan por sí solos
    .body = { $days ->
        [one] la prórroga automática está activada para los privilegios de administración delegados que { $company } concedió a { $partner }. El { $moment }, y cada vez después, se añade { $days } día, hasta que usted o { $partner } la desactiven.
       *[other] la prórroga automática está activada para los privilegios de administración delegados que { $company } concedió a { $partner }. El { $moment }, y cada vez después, se añaden { $days } días, hasta que usted o { $partner } la desactiven.
    }
privileges-not-extending =
    .subject = Los privilegios de { $partner } ya no se prorrogan
    .body = la prórroga automática está desactivada para los privilegios de administración delegados que { $company } concedió a { $partner }. Terminan el { $moment }.

## Password

user-password =
    .subject = Establecer una contraseña nueva para { $account }
    .body =
        Hola, { $name }:

        { $sender }, de { $partner }, que se ocupa de los usuarios de { $company }, le hace enviar este enlace. Con él puede establecer, en un plazo de 24 horas, una contraseña nueva para { $account }:

        { $link }

        El enlace funciona una vez, y los anteriores ya no funcionan. Nadie más que usted conoce la contraseña. Si no espera este mensaje, no haga nada: su contraseña sigue como está.
    .footer = Enviado en nombre de { $sender }, de { $partner }.

## Una solicitud de privilegios solos

asks-for-these = { $days ->
    [one] Se trata de estos roles, durante { $days } día: { $roles }.
   *[other] Se trata de estos roles, durante { $days } días: { $roles }.
}
template-privileges =
    .subject = { $partner } solicita privilegios a { $company }
    .body =
        { $salutation }

        { $partner } ya trabaja para { $company } y le solicita privilegios de administración delegados: roles con los que puede gestionar sus usuarios y servicios durante un tiempo. Su relación de reventa no cambia por ello.

        { $privileges }

        Su enlace personal muestra lo que permite cada rol y le permite aceptar o rechazar:

        { $link }

        El enlace está destinado únicamente a { $company } y es válido durante { $days } días. Para aceptar, usted introduce su nombre, su dirección de correo profesional y un código que recibe por correo. Antes de ello no ocurre nada, y abrir el enlace no le compromete a nada. Puede terminar los privilegios en cualquier momento.

        Si tiene alguna pregunta, responda a este mensaje.

        Atentamente,
        { $sender }
        { $partner }
receipt-privileges =
    .subject = Comprobante: { $company } ha concedido privilegios a { $names }
    .agreed =
        Estimado/a { $name }:

        El { $when } usted dio su conformidad, en nombre de { $company } ({ $domain }), a privilegios de administración delegados de { $names }.
    .end =
        Texto: versión { $version }, huella digital { $fingerprint }.

        Conserve este correo como comprobante.
extension-asked = { $days ->
    [one] Cuando termina ese plazo se añade { $days } día, y de nuevo cada vez después, hasta que una de las partes lo desactive. Se le informa por correo cada vez.
   *[other] Cuando termina ese plazo se añaden { $days } días, y de nuevo cada vez después, hasta que una de las partes lo desactive. Se le informa por correo cada vez.
}
