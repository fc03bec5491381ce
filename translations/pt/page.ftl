## On every page

languages = Idioma
steps = Passos
    .you = Dados
    .code = Código
    .agree = Acordo
    .done = , concluído

## The ask

ask-title = Pedido de { $names } a { $company }
ask-heading = { $partners ->
    [one] { $names } pede para agir por { $company }
   *[other] { $names } pedem para agir por { $company }
}
ask-lead = Leia o que isto significa e, depois, aceite ou recuse. Abrir esta página não alterou nada.
until = Pode responder até { $moment }.
domain = Domínio
country = País
acts-as = Age como
since = Aqui desde
sent-by = Enviado por { $sender }, para { $company } ({ $domain }).
for-both = Uma só resposta vale para ambos: liga-se aos dois ou a nenhum.
can-heading = O que passa a ser permitido
role-item = { $days ->
    [one] { $meaning }, durante { $days } dia a partir de hoje ({ $label })
   *[other] { $meaning }, durante { $days } dias a partir de hoje ({ $label })
}
global-apart = { $days ->
    [one] Leia isto duas vezes: { $names } pede a função «Administrador global». Durante { $days } dia a partir de hoje poderia fazer com os seus utilizadores, serviços e definições tudo o que pode fazer por si. Nunca é prolongada por si só.
   *[other] Leia isto duas vezes: { $names } pede a função «Administrador global». Durante { $days } dias a partir de hoje poderia fazer com os seus utilizadores, serviços e definições tudo o que pode fazer por si. Nunca é prolongada por si só.
}
cannot-heading = O que não é permitido
cannot =
    encomendar algo que não tenha acordado com eles
    ver palavras-passe, nem ler mensagens e ficheiros
    ver ou alterar o que outros parceiros fazem por si
    .wide =
        encomendar algo que não tenha acordado com eles
        ver palavras-passe
        ver ou alterar o que outros parceiros fazem por si
take-back-heading = Como pode revogar
take-back =
    Peça a qualquer um dos parceiros acima que remova a relação; cada um deles pode fazê-lo a qualquer momento.
    Os privilégios terminam por si na sua data, aconteça o que acontecer.
    Guarde o comprovativo que recebe por correio eletrónico: indica o que foi acordado e a quem se dirigir.

## Who answers

answer-heading = A sua resposta
say-who = Para aceitar, indique quem é. Em seguida recebe um código por correio eletrónico; nada fica acordado antes de o introduzir.
your-name = O seu nome
your-job = O seu cargo
your-email = O seu endereço de correio eletrónico profissional
    .help = O código é enviado para lá. O convite foi enviado para { $masked }; introduza esse endereço completo.
go-on = Continuar para aceitar
decline = Recusar
unexpected = Não esperava isto
cannot-mail = Para aceitar, é necessário enviar-lhe um código por correio eletrónico, e este servidor ainda não pode enviar mensagens. Informe { $sender }; a ligação mantém-se. Pode recusar sem código.
    .title = De momento não é possível aceitar aqui

## The code and the agreement

code-title = Introduzir o código
code-heading = Introduza o código e dê o seu acordo
code-lead = Foi enviado um código para { $masked }. É válido durante 10 minutos. Ainda nada está acordado.
code-late = A mensagem para { $masked } não pode sair de momento. O envio é tentado de novo a cada minuto. Volte a carregar esta página daqui a pouco; ainda nada foi acordado.
    .title = O código ainda não foi enviado
code-failed = A mensagem com o código não chegou a { $masked }. Verifique o endereço e peça um novo código. Se voltar a falhar, avise { $sender }. Nada foi acordado, e pode recusar sem código.
    .title = Não foi possível entregar o código
code = Código da mensagem
    .help = 8 caracteres. As maiúsculas e os espaços não têm importância.
read-agreement = Ler o acordo
agreement-in = O acordo está redigido neste idioma: { $language }. É apresentado tal como foi redigido, porque é esse o texto que vale.
agree = Concordo em nome da minha empresa e tenho poderes para o fazer
    .help = { $name }, { $job }, por { $company }
accept = Aceitar
no-code = A mensagem não chegou após alguns minutos? Verifique a pasta de correio não solicitado, ou { $link }.
    .link = volte atrás e peça um novo código
asked-heading = O que lhe é pedido

## Declining

decline-heading = Recusar o convite de { $names }
decline-lead = Não será estabelecida nenhuma relação com { $company } e a ligação deixará de funcionar. { $sender } ({ $names }) será informado da sua recusa. Não precisa de nenhum código.
decline-reason = Porque recusa
    .help = Basta uma palavra, como «Desnecessário». O remetente irá lê-la.
decline-now = Recusar o convite
unexpected-heading = Não esperava este convite
unexpected-lead = Não será estabelecida nenhuma relação com { $company } e a ligação deixará de funcionar. { $sender } ({ $names }) será informado de que não era esperado. Não precisa de nenhum código.
unexpected-reason = O que o remetente deve saber
    .help = Basta uma frase, como «Não conhecemos esta empresa». Não escreva nada confidencial.
unexpected-report = Comunicar e recusar
back = Voltar sem responder

## The receipt

connected = A relação está estabelecida
connected-with = A sua empresa está agora ligada a { $names }
receipt-lead = { $sender } foi informado. Este comprovativo também lhe foi enviado por correio eletrónico; guarde-o.
company = Empresa
verified = (verificado pelo seu endereço)
not-verified = (não verificado)
outside = O seu endereço está fora de { $domain }, pelo que não verifica o domínio da empresa. Os parceiros veem isso.
shared = { $domain } está aberto a todos, pelo que nada prova sobre a empresa. Os parceiros veem isso.
agreed-by = Acordo dado por
their-job = Cargo
when = Data
privileges = Privilégios de administração delegados
    .none = Nenhum
privileges-until = Privilégios de administração delegados até
until-roles = { $day }: { $roles }
fingerprint = Impressão digital do texto
read-agreed = Ler o que aceitou

## Links that cannot be answered

contact = { $sender } ({ $names })
not-ready =
    .title = Este convite não está concluído
    .message = { $contact } escreveu-o, mas ainda não o entregou; por isso não é possível responder.
    .next = Peça a { $contact } que o conclua. A sua ligação mantém-se.
accepted =
    .title = Este convite foi aceite
    .message = Foi aceite em nome de { $company } em { $when }. A um convite responde-se uma só vez. O comprovativo foi enviado por correio eletrónico à pessoa que aceitou.
    .next = Se não era essa a intenção, informe { $contact }: a relação pode ser removida a qualquer momento.
declined =
    .title = Este convite foi recusado
    .message = Foi recusado em nome de { $company } em { $when }. Não foi estabelecida nenhuma relação, e { $contact } foi informado.
    .next = Se afinal quiser aceitar, peça um novo convite a { $contact }.
expired =
    .title = Esta ligação expirou
    .message = Era possível responder até { $when }. Nada aconteceu.
    .next = Peça uma nova ligação a { $contact }. Será enviada para { $masked }.
revoked =
    .title = Este convite foi retirado
    .message = { $contact } retirou-o. Não é possível responder e nada aconteceu.
    .next = Se o esperava, peça uma nova ligação a { $contact }.
replaced =
    .title = Esta ligação foi substituída por uma mais recente
    .message = { $contact } criou uma ligação mais recente para este convite. Esta já não funciona e abri-la não alterou nada.
    .next = Utilize a ligação da mensagem mais recente de { $contact } ou peça-a a { $contact }.
over =
    .title = Já não é possível aceitar
    .not-together = { $names } já não fazem este pedido em conjunto. Nada foi aceite.
    .not-active = { $names } já não está ativo aqui. Nada foi aceite.
    .next = Contacte a pessoa que lhe escreveu.
staff =
    .title = Só o cliente pode responder
    .message = Tem sessão iniciada como colaborador de um parceiro que faz o pedido. O acordo é dado por { $company }, nunca por um parceiro.
    .next = Nada foi alterado. Para ver a página como o seu cliente, termine a sessão ou use uma janela privada.

## What is wrong with what was typed

error-prefix = Erro:{ " " }
error-summary = Verifique o seguinte
error-name = Introduza o seu nome
error-job = Introduza o seu cargo
error-email = Introduza um endereço de correio eletrónico como nome@contoso.example
error-web-address = Introduza aqui um nome, sem endereço web
error-unwanted = Remova as quebras de linha e os caracteres de controlo invisíveis
    .in-text = Remova os caracteres de controlo invisíveis
error-too-long = Use no máximo { $max } caracteres; tem { $length }
error-no-mail = De momento este servidor não pode enviar um código
error-insider = Este endereço pertence a { $partner }, que faz o pedido. Só o próprio cliente pode aceitar, com um endereço seu
error-must-verify = Aqui só um endereço do domínio da própria empresa pode aceitar. Peça a { $sender } que convide um endereço assim
error-other-address = O código só pode ser enviado para o endereço convidado, { $masked }. Introduza-o completo ou peça a { $sender } que convide o seu endereço
error-too-soon = Foi enviado um código há menos de um minuto. Consulte o seu correio ou aguarde um minuto por outro
error-too-many = Hoje foram enviados cinco códigos, que é o máximo. Tente novamente amanhã
error-say-who = Indique primeiro quem é; em seguida recebe um código por correio eletrónico
error-code = Introduza o código da mensagem
error-agree = Assinale para dar o seu acordo. Sem isso, nada é aceite
error-code-over = Este código expirou ou foi introduzido incorretamente cinco vezes. Volte atrás e peça um novo
error-wrong-code = { $left ->
    [0] Este não é o código e não restam tentativas. Volte atrás e peça um novo
    [one] Este não é o código. Resta uma tentativa
   *[other] Este não é o código. Restam { $left } tentativas
}
error-wording = O texto mudou desde que abriu a página. Leia-o novamente; nada foi aceite
error-reason = Indique o motivo numa ou duas palavras; sem ele nada é recusado

## A página da ligação das mensagens sobre privilégios

privileges-page =
    .title = Privilégios de { $partner }
    .heading = O que { $partner } pode fazer por { $company }
    .lead = São privilégios de administração delegados. Abrir esta página não mudou nada.
    .name = Nome
    .since = Concedidos em
    .until = Terminam em
    .can = O que permitem
    .extends = { $days ->
        [one] Não terminam por si: em { $moment }, e de cada vez depois disso, é acrescentado { $days } dia, até que a sua empresa ou o parceiro o desligue.
       *[other] Não terminam por si: em { $moment }, e de cada vez depois disso, são acrescentados { $days } dias, até que a sua empresa ou o parceiro o desligue.
    }
    .switch-off = Desligar o prolongamento automático
    .end = Terminar estes privilégios
    .end-lead = A partir desse momento, { $partner } já não pode fazer nada disto por { $company }. Uma relação de revenda, as encomendas e as subscrições ficam como estão. Não pode ser desfeito; novos privilégios precisam de um novo acordo.
    .stops = O que cessa
    .end-now = Terminar os privilégios de { $partner }
    .back = Voltar sem mudar nada
    .ended = Estes privilégios terminaram
    .ended-lead = Terminaram em { $moment }. O que permitiam está abaixo.
    .others = Do mesmo acordo

## Password

password-title = Definir a sua palavra-passe
password-lead = Para { $account }. Só a própria pessoa a escolhe, e mais ninguém a vê.
password-label = Nova palavra-passe
password-help = Pelo menos 12 caracteres. Várias palavras sem relação entre si são uma boa escolha.
password-again = A mesma outra vez
password-button = Definir palavra-passe
password-done = A sua palavra-passe está definida
    .text = Inicie sessão com ela onde costuma fazê-lo.
password-dead = Esta ligação já não funciona
    .text = Uma ligação que define uma palavra-passe funciona uma vez e durante 24 horas. Esta foi utilizada, substituída ou expirou. Peça uma nova a quem lha mandou enviar.
password-short = Utilize pelo menos 12 caracteres; tem { $length }
password-long = Utilize no máximo 256 caracteres
password-easy = É fácil de adivinhar. Utilize várias palavras sem relação entre si, sem o seu nome, a sua empresa ou um ano
password-differs = Introduza outra vez a mesma palavra-passe

## Quando algo não está bem com o link ou o pedido

lost-title = Este link não funciona aqui
lost-message = Pode estar cortado, ou um sinal do texto ao lado pode ter vindo junto. Abra-o no próprio e-mail, ou copie-o inteiro, do início ao fim. Se ainda assim não funcionar, peça um novo a quem o enviou.
unread-title = Isto não pôde ser lido
unread-message = Nada foi alterado. Abra de novo o link no e-mail e responda na página que ele mostra.
wait-title = Neste momento não é possível
wait-message = Nada foi alterado. Aguarde alguns minutos e abra o link de novo.
fault-title = Algo correu mal aqui
fault-message = O erro é nosso, não seu, e ficou registado. Nada foi alterado. Tente de novo mais tarde.

## Um pedido de privilégios, e o seu comprovativo

ask-heading-privileges = { $names } solicita privilégios a { $company }
take-back-privileges =
    Termine os privilégios a qualquer momento e sem indicar motivo, na página cuja ligação está no comprovativo.
    Guarde o comprovativo que recebe por correio eletrónico: indica o que foi acordado e a quem se dirigir.
take-back-both =
    Peça a qualquer um dos parceiros acima que remova a relação; cada um deles pode fazê-lo a qualquer momento.
    Termine os privilégios a qualquer momento e sem indicar motivo, na página cuja ligação está no comprovativo.
    Guarde o comprovativo que recebe por correio eletrónico: indica o que foi acordado e a quem se dirigir.
granted = Os privilégios estão concedidos
granted-to = Concedeu privilégios a { $names }
