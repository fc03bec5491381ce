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

## Password

user-password =
    .subject = Definir uma nova palavra-passe para { $account }
    .body =
        Olá, { $name },

        { $sender }, de { $partner }, que cuida dos utilizadores de { $company }, mandou enviar-lhe esta ligação. Com ela pode definir, no prazo de 24 horas, uma nova palavra-passe para { $account }:

        { $link }

        A ligação funciona uma vez, e as anteriores já não funcionam. Mais ninguém fica a saber a palavra-passe. Se não espera esta mensagem, não faça nada: a sua palavra-passe fica como está.
    .footer = Enviado por { $sender }, de { $partner }.
