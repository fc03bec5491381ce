## The invitation

salutation = Exmo.(a) Sr.(a) { $name },
    .neutral = Exmos. Senhores,
nobody = Senhores
asks-for-privileges = { $days ->
    [one] Solicitamos também privilégios de administração delegados durante { $days } dia: { $roles }. A página explica cada um deles. Terminam por si, ou mais cedo se assim nos indicar.
   *[other] Solicitamos também privilégios de administração delegados durante { $days } dias: { $roles }. A página explica cada um deles. Terminam por si, ou mais cedo se assim nos indicar.
}
invitation-footer = Enviado em nome de { $sender }, { $partner }. As respostas seguem para { $address }.
template-alone =
    .subject = { $partner } solicita a { $company } uma relação de revenda
    .body =
        { $salutation }

        A empresa { $partner } gostaria de ser { $kind } da { $company } para produtos e serviços na nuvem e solicita o vosso acordo.

        A sua ligação pessoal mostra o que isto significa e permite-lhe aceitar ou recusar:

        { $link }

        { $privileges }

        A ligação destina-se apenas à { $company } e é válida durante { $days } dias. Para aceitar, introduz o seu nome, o seu endereço de correio eletrónico profissional e um código que lhe é enviado por correio eletrónico. Nada acontece antes disso, e abrir a ligação não o compromete a nada.

        Se tiver alguma questão, responda a esta mensagem.

        Com os melhores cumprimentos,
        { $sender }
        { $partner }
template-joint =
    .subject = { $partners } solicitam a { $company } uma relação de revenda
    .body =
        { $salutation }

        As empresas { $partners } trabalham em conjunto e solicitam o acordo da { $company }, com uma só mensagem e um só consentimento.

        { $reseller }, como revendedor indireto, aconselha, apresenta propostas e vende à vossa empresa produtos e serviços na nuvem.

        { $provider }, como fornecedor indireto de { $reseller }, faz, altera e cancela as encomendas acordadas com { $reseller } e fatura-as a { $reseller }.

        A sua ligação pessoal mostra o que isto significa para cada uma das duas empresas e permite-lhe aceitar ou recusar:

        { $link }

        { $privileges }

        A ligação destina-se apenas à { $company } e é válida durante { $days } dias. Para aceitar, introduz o seu nome, o seu endereço de correio eletrónico profissional e um código que lhe é enviado por correio eletrónico. Aceita para ambas as empresas ou para nenhuma. Nada acontece antes disso, e abrir a ligação não o compromete a nada.

        Se tiver alguma questão, responda a esta mensagem.

        Com os melhores cumprimentos,
        { $sender }
        { $partner }

## The mail with the code

code-mail =
    .subject = O seu código
    .body =
        Exmo.(a) Sr.(a) { $name },

        o seu código para responder ao convite dirigido a { $company } é:

        { $mark }

        Introduza-o no prazo de 10 minutos na página que o pediu. Ninguém lho pedirá por telefone ou por correio eletrónico. Se não pediu nenhum código, não precisa de fazer nada.
    .footer = Enviado porque este endereço foi introduzido na página de um convite.

## The receipt

receipt-mail =
    .subject = Comprovativo: { $company } está ligada a { $names }
    .agreed =
        Exmo.(a) Sr.(a) { $name },

        em { $when } deu o seu acordo, em nome de { $company } ({ $domain }), a uma relação de revenda com { $names }.
    .privileges = Privilégios de administração delegados até { $day }: { $roles }.
    .end =
        Texto: versão { $version }, impressão digital { $fingerprint }.

        Para a terminar, dirija-se a qualquer parceiro aqui indicado; os privilégios terminam por si na sua data. Guarde esta mensagem como comprovativo.
    .footer = Enviado porque aceitou um convite.

domain-mail =
    .subject = O seu código para { $domain }
    .body =
        Olá,

        { $partner } quer adicionar o domínio { $domain } à conta de { $company } e indica que pertence a essa empresa. Se estiver correto, dê este código à pessoa que o pediu ou introduza-o:

        { $mark }

        É válido durante 10 minutos. Se { $company } não tem nada a ver com { $domain }, não faça nada: sem o código nada acontece.
    .footer = Enviado para um endereço de administração de { $domain }, porque é assim que se prova a quem pertence o domínio.

## Sobre os privilégios concedidos

privileges-mail =
    .hello = Olá, { $name },
    .what = Trata-se dos privilégios “{ $privilege }” de { $partner }: { $roles }.
    .way = Pode terminá-los a qualquer momento, sem indicar um motivo, nesta página:
    .footer = Enviado porque { $company } concedeu estes privilégios.
privileges-ending =
    .subject = Os privilégios de { $partner } terminam em { $day }
    .body = os privilégios de administração delegados que { $company } concedeu a { $partner } terminam em { $moment }. Terminam por si; não é preciso fazer nada.
privileges-ended =
    .subject = Os privilégios de { $partner } terminaram
    .by-partner = { $partner } terminou em { $moment } os privilégios de administração delegados que { $company } lhe tinha concedido. Cessaram de imediato.
    .by-customer = os privilégios de administração delegados de { $partner } foram terminados por { $company } em { $moment }, na página da ligação das nossas mensagens. Cessaram de imediato.
privileges-extended =
    .subject = Os privilégios de { $partner } foram prolongados até { $day }
    .body = { $days ->
        [one] os privilégios de administração delegados que { $company } concedeu a { $partner } foram prolongados por { $days } dia, até { $moment }, porque o prolongamento automático está ligado.
       *[other] os privilégios de administração delegados que { $company } concedeu a { $partner } foram prolongados por { $days } dias, até { $moment }, porque o prolongamento automático está ligado.
    }
privileges-extending =
    .subject = Os privilégios de { $partner } prolongam-se por si
    .body = { $days ->
        [one] o prolongamento automático está ligado para os privilégios de administração delegados que { $company } concedeu a { $partner }. Em { $moment }, e de cada vez depois disso, é acrescentado { $days } dia, até que a sua empresa ou { $partner } o desligue.
       *[other] o prolongamento automático está ligado para os privilégios de administração delegados que { $company } concedeu a { $partner }. Em { $moment }, e de cada vez depois disso, são acrescentados { $days } dias, até que a sua empresa ou { $partner } o desligue.
    }
privileges-not-extending =
    .subject = Os privilégios de { $partner } já não são prolongados
    .body = o prolongamento automático está desligado para os privilégios de administração delegados que { $company } concedeu a { $partner }. Terminam em { $moment }.

## Password

user-password =
    .subject = Definir uma nova palavra-passe para { $account }
    .body =
        Olá, { $name },

        { $sender }, de { $partner }, que cuida dos utilizadores de { $company }, mandou enviar-lhe esta ligação. Com ela pode definir, no prazo de 24 horas, uma nova palavra-passe para { $account }:

        { $link }

        A ligação funciona uma vez, e as anteriores já não funcionam. Mais ninguém fica a saber a palavra-passe. Se não espera esta mensagem, não faça nada: a sua palavra-passe fica como está.
    .footer = Enviado por { $sender }, de { $partner }.

## Um pedido de privilégios apenas

asks-for-these = { $days ->
    [one] Trata-se destas funções, durante { $days } dia: { $roles }.
   *[other] Trata-se destas funções, durante { $days } dias: { $roles }.
}
template-privileges =
    .subject = { $partner } solicita privilégios a { $company }
    .body =
        { $salutation }

        A empresa { $partner } já trabalha para a { $company } e solicita-lhe privilégios de administração delegados: funções em que pode gerir os vossos utilizadores e serviços durante um certo tempo. A vossa relação de revenda não é alterada por isso.

        { $privileges }

        A sua ligação pessoal mostra o que cada função permite e permite-lhe aceitar ou recusar:

        { $link }

        A ligação destina-se apenas à { $company } e é válida durante { $days } dias. Para aceitar, introduz o seu nome, o seu endereço de correio eletrónico profissional e um código que lhe é enviado por correio eletrónico. Nada acontece antes disso, e abrir a ligação não o compromete a nada. Pode terminar os privilégios a qualquer momento.

        Se tiver alguma questão, responda a esta mensagem.

        Com os melhores cumprimentos,
        { $sender }
        { $partner }
receipt-privileges =
    .subject = Comprovativo: { $company } concedeu privilégios a { $names }
    .agreed =
        Exmo.(a) Sr.(a) { $name },

        em { $when } deu o seu acordo, em nome de { $company } ({ $domain }), a privilégios de administração delegados de { $names }.
    .end =
        Texto: versão { $version }, impressão digital { $fingerprint }.

        Guarde esta mensagem como comprovativo.
extension-asked = { $days ->
    [one] Quando esse prazo termina, é acrescentado { $days } dia, e de novo de cada vez depois disso, até que uma das partes o desative. É informado por correio eletrónico de cada vez.
   *[other] Quando esse prazo termina, são acrescentados { $days } dias, e de novo de cada vez depois disso, até que uma das partes o desative. É informado por correio eletrónico de cada vez.
}
