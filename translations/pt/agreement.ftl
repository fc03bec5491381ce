## What partners are called, and may do once the customer has accepted (one item a line)

indirect-reseller = Revendedor indireto
    .in-sentence = revendedor indireto
    .can =
        aconselhar, apresentar propostas e vender-lhe produtos e serviços
        ser indicado como revendedor no que o seu fornecedor encomenda para si
        ver o perfil da sua empresa e o que lhe vendeu
indirect-provider = Fornecedor indireto
    .in-sentence = fornecedor indireto
    .can =
        fazer, alterar e cancelar as encomendas que acordar com o seu revendedor
        faturá-las ao seu revendedor
        ver o perfil da sua empresa e o que foi encomendado para si
direct-bill = Parceiro de faturação direta
    .in-sentence = parceiro de faturação direta
    .can =
        aconselhar, apresentar propostas e vender-lhe produtos e serviços
        fazer, alterar e cancelar as encomendas que acordarem, e faturá-las
        ver o perfil da sua empresa e o que foi encomendado para si

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = Leitor de diretório
    .meaning = ler a lista dos seus utilizadores e grupos
service-support = Administrador de suporte do serviço
    .meaning = ver os seus utilizadores, abrir pedidos de assistência por si e acompanhá-los
license-administrator = Administrador de licenças
    .meaning = ver os seus utilizadores, atribuir-lhes licenças e retirá-las
user-administrator = Administrador de utilizadores
    .meaning = ver os seus utilizadores, criá-los, alterá-los, bloqueá-los e eliminá-los, e enviar-lhes uma ligação para definir uma nova palavra-passe
billing-administrator = Administrador de faturação
    .meaning = gerir as suas subscrições e o seu perfil de faturação
global-administrator = Administrador global
    .meaning = fazer com os seus utilizadores, as funções deles, os seus serviços e as suas definições tudo o que pode fazer por si
global-reader = Leitor global
    .meaning = ver todos os seus utilizadores, definições e relatórios, sem alterar nada
exchange-administrator = Administrador do Exchange
    .meaning = ver os seus utilizadores e gerir o seu serviço de correio e as respetivas caixas
share-point-administrator = Administrador do SharePoint
    .meaning = ver os seus utilizadores e gerir os seus sites e os ficheiros neles guardados
teams-administrator = Administrador do Teams
    .meaning = ver os seus utilizadores e gerir as suas reuniões, conversas e telefonia
intune-administrator = Administrador do Intune
    .meaning = ver os seus utilizadores e gerir os seus dispositivos e as aplicações neles instaladas
security-administrator = Administrador de segurança
    .meaning = ver os seus utilizadores e alertas de segurança, e alterar as suas definições de segurança

## The agreement itself

agreement-title = Acordo de { $company } ({ $domain }) sobre uma relação de revenda, versão { $version }
agreement-who = 1. Quem pode agir. { $company } concorda que as seguintes empresas realizem operações por sua conta, conforme descrito:
agreement-party = { $name } ({ $domain }, { $country }), { $kind }, pode:
agreement-no-privileges = 2. Privilégios de administração delegados. Não é concedido nenhum.
agreement-privileges = 2. Privilégios de administração delegados. Durante { $days } dias a contar da aceitação, cada uma delas pode também agir nestas funções:
agreement-privileges-end = Os privilégios terminam por si após esse prazo e são independentes da relação de revenda.
agreement-not-agreed = 3. O que não é acordado. Este acordo não é uma encomenda e não custa nada. Não dá a ninguém acesso a palavras-passe, e a dados apenas na medida dos privilégios do ponto 2. Nada retira a outros parceiros de { $company }.
agreement-end = 4. Fim. { $company } pode terminar a relação a qualquer momento e sem indicar motivo, informando um parceiro indicado no ponto 1, que então a remove. Cada parceiro pode terminar a sua relação. Os contratos sobre o que entretanto foi encomendado não são alterados por isso.
agreement-who-agrees = 5. Quem concorda. A pessoa que aceita declara que o pode fazer em nome de { $company }. O seu nome, cargo e endereço profissional, a data e este texto são guardados como prova e mostrados aos parceiros indicados no ponto 1.

## O acordo sobre privilégios apenas

agreement-privileges-title = Acordo de { $company } ({ $domain }) sobre privilégios de administração delegados, versão { $version }
agreement-grants = 1. Quem pode agir. { $company } concede privilégios de administração delegados a:
agreement-privileges-party = { $name } ({ $domain }, { $country })
agreement-grants-roles = 2. Privilégios de administração delegados. Durante { $days } dias a contar da aceitação, este parceiro pode agir nestas funções:
agreement-grants-end = 4. Fim. { $company } pode terminar os privilégios a qualquer momento e sem indicar motivo, na página cuja ligação lhe é enviada por correio eletrónico. O parceiro também os pode terminar. Este acordo não cria, altera nem termina nenhuma relação de revenda.
agreement-extended = No fim desse prazo são acrescentados { $days } dias, e de novo de cada vez depois disso, até que { $company } ou o parceiro o desative. { $company } é informada por correio eletrónico de cada vez. Os privilégios são independentes de uma relação de revenda.
