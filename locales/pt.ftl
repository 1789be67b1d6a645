# Os textos do bot em português. O HTML fica só nas mensagens; botões, avisos e comandos são texto simples.

## O que o Telegram mostra do próprio bot

about =
    Números de telefone para um SMS. Escolha um país e um serviço e receba um número. O código aparece aqui mesmo, no chat.

    O SMS não chegou? Cancele, e o dinheiro volta.
about-short = Um número de telefone para um SMS: escolha país e serviço, e o código aparece no chat.
command-start = Menu principal
command-buy = Comprar um número
command-numbers = Meus números
command-wallet = Carteira: saldo e histórico
command-redeem = Resgatar um cupom: /redeem código
command-language = Idioma
command-help = Ajuda
command-forget = Me esqueça
command-terms = Termos
command-admin = A loja num relance
command-user = Achar alguém: /user e um id ou um nome
command-notice = Aviso a todos: /notice texto
command-balance = Saldo da conta
command-credit = Dar dinheiro: /credit id valor motivo
command-debit = Tirar dinheiro: /debit id valor motivo
command-budget = Verbas: /budget id valor por mês
command-voucher = Criar cupons: /voucher valor quantos dias
command-vouchers = Cupons e o que foi usado
command-stop = Parar as compras
command-go = Retomar as compras

## Páginas

menu =
    <b>Um número de telefone para um SMS</b>

    Escolha um serviço e um país. O código aparece aqui mesmo.
    Você também pode escrever um nome, como <i>Telegram</i> ou <i>Vietnã</i>.
help =
    <b>Como funciona</b>

    1. Escolha um serviço e um país e toque em Comprar.
    2. Digite o número na página do serviço. Um toque copia.
    3. O código chega aqui sozinho, em uma nova mensagem.

    <b>Sem SMS?</b> Cancele, e o dinheiro volta. Se você não fizer nada, o número é cancelado quando o tempo acaba.

    <b>O serviço recusa o número?</b> Toque em Trocar para ter outro, ou escolha outro país.

    Um número recebe o código de um só serviço, e só por alguns minutos. Não use onde você possa precisar dele de novo.
language = <b>Escolha seu idioma</b>
language-name = Português
language-chosen = ✓ Português
hint = Eu entendo botões e nomes. Escreva um serviço ou um país, como <i>WhatsApp</i> ou <i>Polônia</i>.
stranger =
    Desculpe, este bot é privado.

    Se você conhece quem cuida dele, envie este id e peça acesso: <code>{ $id }</code>
shut-out = Você não pode mais usar este bot. O que você comprou continua, e o código ainda chega.
guest = 🎟 <b>Você está aqui com um cupom.</b> Este bot é privado: você pode usar seu cupom e ver o que é seu.
private-only = Eu só funciono em conversas privadas. Fale comigo em particular e continuamos por lá.
terms =
    <b>Termos</b>

    { $terms }
terms-question =
    <b>Antes de comprar, leia os termos:</b>

    { $terms }

## Listas

services =
    <b>Para qual serviço é o número?</b>

    Escolha um ou escreva o nome.
services-of = <b>{ $country }</b>: para qual serviço é o número?
countries =
    <b>De que país deve ser o número?</b>

    Escolha um ou escreva o nome.
countries-of = <b>{ $service }</b>: de que país deve ser o número?
nothing-for-sale = Não há nada aqui no momento. Procure em outro lugar ou volte mais tarde.
found = Encontrado para <b>{ $query }</b>:
nothing-found =
    Nada encontrado para <b>{ $query }</b>.

    Tente escrever de outro jeito ou veja as listas.
entry = { $name } · { $price } · há { $stock }
entry-from = { $name } · desde { $price } · há { $stock }
entry-known = { $name } · { $price } · há { $stock } · ✉️ { $share }%
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · esgotado
entry-gone = { $name } · não oferecido agora
inline-entry = { $price } · há { $stock }
inline-offer =
    { $pair }

    Um número de telefone para um SMS.
inline-nothing = Nada encontrado. Abrir o bot
entry-count = { $name } · { $count }
any-other = Outro serviço
legend-cheapest = { $mark } o menor preço
legend-best = { $mark } a melhor opção: pelo preço e pela parte dos números que recebeu um código (✉️)
count-thousands = { $number } mil
count-millions = { $number } mi

## Oferta

offer =
    { $service }
    { $country }

    Preço: <b>{ $price }</b>
    Disponíveis: { $stock }{ $figures }

    O número é para um SMS. Se não chegar, cancele, e o dinheiro volta.
offer-again = Esse botão era antigo demais, e nada foi comprado. Esta é a oferta de agora:
figures-seconds =
    📈 Receberam código: { $share }%, em geral em até { $count ->
        [one] { $count } segundo
        [many] { $count } de segundos
       *[other] { $count } segundos
    }
figures-minutes =
    📈 Receberam código: { $share }%, em geral em até { $count ->
        [one] { $count } minuto
        [many] { $count } de minutos
       *[other] { $count } minutos
    }
figures-none = 📉 Ultimamente nenhum número recebeu código aqui

## Cartão

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = sem { $prefix }: <code>{ $number }</code>
code-line = 🔑 Código: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Antes: <code>{ $code }</code>
clock = às { $time } UTC
card-buying =
    ⏳ <b>Comprando um número…</b>

    Leva alguns segundos. Você não precisa fazer nada.
card-waiting =
    ⏳ <b>Esperando o SMS.</b> O código vai aparecer aqui sozinho.

    O número expira { $left }.
card-waiting-long =
    ⏳ <b>Ainda esperando o SMS.</b> Aqui ele costuma chegar em { $usual }: <b>Sem código?</b> mostra o que verificar.

    O número expira { $left }.
usual-seconds =
    { $count ->
        [one] { $count } segundo
        [many] { $count } de segundos
       *[other] { $count } segundos
    }
usual-minutes =
    { $count ->
        [one] { $count } minuto
        [many] { $count } de minutos
       *[other] { $count } minutos
    }
card-cancelling =
    ⏳ <b>Cancelando…</b>

    O fornecedor precisa confirmar, o que pode levar alguns minutos. Você verá aqui o resultado.
card-replacing =
    🔁 <b>Trocando…</b> Primeiro o fornecedor precisa confirmar o cancelamento. Depois o mesmo é comprado de novo, por no máximo { $price }.

    Se o SMS chegar nesse meio-tempo, você recebe o código e nada é comprado.
card-cancel-refused = O fornecedor ainda não aceitou o cancelamento: muitos não aceitam nos primeiros minutos. Ele é enviado de novo sozinho até aceitarem.
card-cancel-from = O fornecedor não aceita cancelar um número tão novo. O pedido é enviado de novo sozinho { $when }.
card-replaced = 🔁 <b>O próximo número</b> tem uma mensagem própria abaixo.
card-replace-code = 🔁 Nenhum outro número foi comprado: o código chegou antes do cancelamento.
card-replace-unconfirmed = 🔁 Nenhum outro número foi comprado: para isso o cancelamento precisa ser confirmado.
card-replace-late = 🔁 Nenhum outro número foi comprado: o fornecedor demorou demais para confirmar o cancelamento.
card-replace-restart = 🔁 Nenhum outro número foi comprado: a loja foi reiniciada nesse meio-tempo.
card-replace-paused = 🔁 Nenhum outro número foi comprado: as compras foram paradas nesse meio-tempo.
card-replace-short = 🔁 Nenhum outro número foi comprado: há pouco dinheiro na sua carteira.
card-replace-voucher = 🔁 Nenhum outro número foi comprado: seu cupom não o paga mais.
card-expiring =
    ⏳ <b>O tempo acabou.</b>

    O número está sendo cancelado. Você verá aqui o resultado.
card-code = ✉️ <b>O código chegou.</b>
card-readying =
    ⏳ <b>Pedindo mais um SMS ao fornecedor…</b>

    Peça o novo código ao serviço só quando o número estiver pronto: você verá aqui.
card-further =
    ⏳ <b>Esperando mais um SMS.</b> O código vai aparecer aqui sozinho.

    O número expira { $left }.
card-no-further = ✉️ <b>O código chegou.</b> O fornecedor não dá mais SMS para este número.
card-moved = 👇 <b>Este número está em uma mensagem mais nova.</b>
card-done = ✅ <b>Pronto.</b>
card-cancelled = ↩️ <b>Cancelado.</b> O dinheiro voltou: { $price }.
card-expired = ⌛ <b>Nenhum SMS chegou a tempo.</b> O dinheiro voltou: { $price }.
card-cancelled-voucher = ↩️ <b>Cancelado.</b> Seu cupom não foi gasto.
card-expired-voucher = ⌛ <b>Nenhum SMS chegou a tempo.</b> Seu cupom não foi gasto.
card-ended-by-provider =
    ⚠️ <b>O fornecedor diz que este número acabou.</b> Ele não confirmou que o dinheiro voltou.

    Se um código ainda chegar, aparece aqui. Se não, o operador vai verificar.
card-cancelled-checked = ↩️ <b>Cancelado.</b> O operador verificou: o dinheiro voltou, { $price }.
card-not-returned =
    ✖️ <b>O código não chegou, e o fornecedor ficou com o dinheiro.</b>

    O prejuízo é do operador, não seu. É só tentar de novo.
card-cancel-unconfirmed =
    ⚠️ <b>O fornecedor não confirmou o cancelamento.</b>

    Ainda não se sabe se o dinheiro voltou. Se um código ainda chegar, aparece aqui; se não, o operador vai verificar.
card-failed = ✖️ <b>Nenhum número foi comprado.</b> Nada foi cobrado.
card-price-changed =
    ✖️ <b>O preço mudou</b>: era { $old } e agora é { $new }.

    Nenhum número foi comprado e nada foi cobrado.
card-price-refused =
    ✖️ <b>O preço subiu nesse meio-tempo.</b> O fornecedor não vende mais pelo anterior.

    Nenhum número foi comprado e nada foi cobrado.
card-paused =
    ✋ <b>As compras acabaram de ser paradas.</b> Esta não chegou a ser enviada.

    Nada foi cobrado. Tente mais tarde.
card-given-back =
    ✖️ <b>O fornecedor vendeu um número ilegível.</b> Ele o aceitou de volta.

    O dinheiro voltou junto. É só tentar de novo.
card-out-of-stock =
    ✖️ <b>Esgotado.</b> Não há mais nenhum número assim no momento.

    Nada foi cobrado. Tente de novo ou escolha outro país.
card-account-empty =
    ✖️ <b>A loja não pode comprar agora.</b> O operador precisa recarregar a conta.

    Nada foi cobrado.
card-throttled =
    ✖️ <b>Muitas compras ao mesmo tempo.</b>

    Nada foi cobrado. Tente de novo em um minuto.
card-provider-down =
    ✖️ <b>O fornecedor está fora do ar.</b>

    Nada foi cobrado. Tente de novo em alguns minutos.
card-refused =
    ✖️ <b>O fornecedor não quis vender este número.</b>

    Nada foi cobrado. Tente de novo ou escolha outro país.
card-stale =
    ✖️ <b>A compra ficou parada tempo demais e não foi enviada.</b>

    Nada foi cobrado. É só tentar de novo.
card-unknown =
    ❔ <b>Não se sabe se um número foi comprado.</b> O fornecedor não respondeu.

    O operador foi avisado e vai comparar com a conta; esta mensagem dirá no que deu. Esta compra nunca é enviada de novo,
    então não pode ser cobrada duas vezes.
    Você pode tentar outra.
card-not-charged =
    ✖️ <b>Nenhum número foi comprado.</b> Foi verificado: nada foi cobrado.

    É só tentar de novo.
card-lost =
    ✖️ <b>O número se perdeu no caminho.</b> O fornecedor cobrou e nunca disse qual era.

    O prejuízo é do operador, não seu. É só tentar de novo.
waiting-help =
    <b>Ainda sem código?</b> Aqui ele costuma chegar em { $usual }.

    • O serviço tem exatamente este número, com o país certo?
    • Você pediu um SMS, e não uma ligação ou uma mensagem no app dele?
    • Depois de um minuto, peça o código mais uma vez.

    🔁 <b>Troque</b> o número se o serviço disser que está usado, inválido ou virtual (VoIP), ou se nada chegar depois de pedir duas vezes.

    O número expira { $left }. Sem SMS ele é cancelado até lá e o dinheiro volta: até lá nada se perde.
replace-dearer =
    <b>O mesmo custa mais agora:</b> { $new } em vez de { $old }.

    Nada foi cancelado ainda. Trocar por este preço?
replace-sold-out =
    <b>O mesmo está esgotado agora.</b>

    Nada foi cancelado ainda: você pode ficar com este número ou procurar outro em outro lugar.
cancel-question =
    <b>Cancelar este número?</b>

    O SMS não vai mais chegar, e { $price } volta para a conta do operador.
report-question =
    <b>O que deu errado?</b>

    O número é cancelado na hora, e o dinheiro volta assim que o fornecedor confirmar. O operador recebe uma nota com suas palavras, e os outros veem que esses números falham.
report-question-code =
    <b>O serviço não aceita o código?</b>

    Cada pedido anula os códigos anteriores, então só o mais novo vale. O fornecedor não devolve nada por um número que recebeu seu SMS. O operador recebe uma nota e pode responder.
report-used = O serviço diz que o número já está usado
report-no-code = Pedido, e nenhum código chegou
report-bad-code = O serviço não aceita o código
report-sent =
    🆘 <b>Obrigado, está anotado.</b> O que exatamente o serviço diz? Responda a esta mensagem (deslize ou segure e toque em Responder), e suas palavras vão para o operador.

    Sem elas, a nota vai em dois minutos.
report-words-sent = 📨 O operador recebe sua nota. A resposta chega aqui.
report-again-words = O operador já tem sua nota.
report-again = Este número já foi relatado. A resposta chega aqui.
report-many = ✋ Seriam mais de { $max } relatos em 24 horas. Um número sem SMS pode simplesmente ser cancelado: o dinheiro volta.
report-never = Isto não se aplica mais ao número: veja o cartão dele.
report-head = 🆘 <b>Um usuário relata um número:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Número: …{ $end }
    Comprado { $bought }, relatado { $reported }
report-answer-how = Responda com um botão, ou responda a esta mensagem com uma frase: o usuário recebe.
report-answered = ✔️ <b>Respondido.</b> O usuário já sabe.
report-answer-sent = ✔️ O usuário recebe sua resposta.
report-accepted = 🛟 <b>O operador verificou: você tem razão, este número não serviu.</b> Sentimos muito.
report-declined = 🛟 <b>O operador verificou</b> e não achou nada de errado com o número.
report-operator-says = 🛟 <b>O operador responde:</b> <blockquote>{ $words }</blockquote>

## Meus números e o saldo

numbers =
    <b>Meus números</b>

    { $count ->
        [one] Um até agora. Toque nele para abrir.
        [many] { $count } até agora, primeiro os que esperam. Toque em um para abrir.
       *[other] { $count } até agora, primeiro os que esperam. Toque em um para abrir.
    }
numbers-none =
    <b>Meus números</b>

    Nenhum ainda.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Meus números</b>: qual serviço?
file-caption =
    Tudo o que ainda está guardado; as horas são UTC.

    Apague quando não precisar mais: pode conter números e códigos.
file-user = Id do usuário
file-name = Nome
file-day = Dia (UTC)
file-time = Hora
file-service = Serviço
file-country = País
file-price = Preço
file-currency = Moeda
file-outcome = Resultado
file-request = Pedido
file-number = Número
file-codes = Códigos
file-voucher = Cupom
file-link = Link
outcome-waiting = esperando
outcome-code = código chegou
outcome-cancelled = cancelado, dinheiro de volta
outcome-unconfirmed = cancelamento não confirmado
outcome-failed = não comprado
outcome-unknown = ainda não se sabe
outcome-lost = cobrado, sem código
forget-question =
    <b>Me esqueça</b>

    O que o bot guarda de você é apagado na hora: nome, idioma, lembretes, ofertas fixadas, números e códigos.

    O que fica: seu id no registro de dinheiro do operador e, por dois dias, o que suas compras contam para os limites. As mensagens desta conversa, quem apaga é você.
forgotten =
    <b>O bot esqueceu você.</b>

    Agora você pode apagar esta conversa. Se escrever de novo, começa do zero.
forget-live =
    ✋ <b>Nada foi apagado: um número seu ainda não terminou.</b>

    Cancele ou espere terminar. Se o operador ainda precisa verificar algum, pode demorar mais.
forget-money =
    ✋ <b>Nada foi apagado: há dinheiro na sua carteira.</b>

    Gaste antes ou peça ao operador.
balance = Saldo: <b>{ $amount }</b>
balance-hold = Reservado: { $amount }
balance-channels = Números abertos: { $active } de { $channels }
balance-rating = Avaliação: { $rating }
switch-on = 🟢 <b>As compras estão ligadas.</b>
switch-free = A chave no chat está ligada.
switch-off =
    ⏸ <b>As compras estão paradas.</b> Os números comprados continuam normalmente.

    Por { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Mas há PURCHASES=off nas configurações: nada é vendido até o operador mudar isso.
wallet = <b>Carteira</b>
wallet-none = Ainda não aconteceu nada aqui.
wallet-balance = 👛 Na sua carteira: <b>{ $free }</b>
wallet-balance-held = 👛 Na sua carteira: <b>{ $free }</b>, e { $held } reservados para seus números
wallet-topup = ➕ { $amount } · recarga
wallet-refund = ➖ { $amount } · uma recarga foi devolvida
wallet-refund-refused = ➕ { $amount } · uma devolução foi recusada, o dinheiro está aqui de novo
wallet-voucher = { $sign } { $amount } · cupom
wallet-voucher-capture = 🎟 { $amount } · pago pelo seu cupom: { $what }
wallet-allowance = { $sign } { $amount } · verba
wallet-hold = ⏳ { $amount } · reservado para { $what }
wallet-release = ↩️ { $amount } · devolvido: { $what }
wallet-capture = ✅ { $amount } · pago por { $what }
wallet-reason = { $sign } { $amount } · pelo operador: { $reason }
wallet-other = { $sign } { $amount } · pelo operador
wallet-offer = 👛 Na sua carteira: { $have }
wallet-offer-short = 👛 Na sua carteira: { $have }, pouco para este
wallet-too-little =
    👛 <b>Você tem { $have }, e custa { $price }.</b>

    Nada foi comprado.
voucher-redeemed = 🎟 <b>{ $amount }</b> deste cupom já estão na sua carteira.
voucher-unknown = 🎟 Esse cupom não existe. Veja se o código está inteiro: ele se parece com <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Este cupom já foi resgatado. Fale com quem deu o cupom.
voucher-expired = 🎟 Este cupom venceu. Fale com quem deu o cupom.
voucher-revoked = 🎟 Este cupom foi anulado. Fale com quem deu o cupom.
voucher-tries = 🎟 Muitos códigos errados. Tente de novo em uma hora.
voucher-shut-out = Você não pode mais usar este bot.
voucher-how-to-redeem =
    🎟 <b>Resgatar um cupom</b>

    É só enviar o código, como <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. O dinheiro vai para a sua carteira.
voucher-wrong = ✋ Nenhum cupom foi criado: isso não pode ser lido.
voucher-how-to-make =
    🎟 <b>Criar cupons</b>

    <code>/voucher 100</code> cria um desse valor, por { $days } dias.
    <code>/voucher 100 20 60</code> cria vinte, por 60 dias.

    No máximo { $count } de uma vez e { $longest } dias.
    Quem resgata um pode usar este bot, mesmo que seja privado.
voucher-made = 🔑 Os códigos só são mostrados desta vez. Quem tem um pode resgatar: envie como se fosse dinheiro.
voucher-made-before = 🎟 Estes cupons já foram criados, e os códigos só são mostrados uma vez. Se você não os tem, anule o lote e crie outro.
voucher-file = 🎟 Todos os códigos do lote.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Usados: { $used } · até { $until }
voucher-batch-revoked = ⛔ Anulado
voucher-batch-gone = Esse lote não existe mais.
voucher-revoke-question = Anular o que não foi usado? Os códigos resgatados continuam resgatados.
vouchers = 🎟 <b>Cupons</b>
vouchers-none = Nenhum ainda: <code>/voucher 100 20</code> cria vinte.
voucher-number = 🎟 <b>Este cupom vale um número: { $what }</b>, até { $most }. Pode ser usado até { $until } e não custa nada a você.
voucher-number-taken = 🎟 Você já usou este cupom: { $what }. O número está entre os seus.
voucher-no-wallet = 🎟 Cupons de dinheiro não podem ser resgatados aqui agora.
voucher-how-to-make-number =
    <b>Para um número</b>: <code>/voucher 15 20 60 telegram vietnam</code> cria vinte, cada um para um número desse serviço e país que custe no máximo 15, por 60 dias.
    Diga um serviço e um país em estoque. Quem resgatar um pode usar um bot privado só para isso.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Resgatados: { $redeemed } · usados: { $used } · até { $until }
voucher-revoke-question-number = Revogar o que não foi usado? Não se poderá mais comprar um número com eles, resgatados ou não. Números comprados continuam.
voucher-pays = 🎟 Seu cupom paga.
voucher-offer-short = 🎟 Seu cupom vai até { $reach }, então não paga este. Ele continua seu.
voucher-offer-guest = Este bot é privado: você só pode comprar com um cupom.
voucher-refused = 🎟 Seu cupom não paga mais isto. Nada foi comprado. Esta é a oferta de agora:
voucher-card-held = 🎟 Até que se saiba, seu cupom continua ocupado.
voucher-card-free = 🎟 Seu cupom já tinha voltado, então este código é grátis.
voucher-card-back = 🎟 Seu cupom não foi gasto.
wallet-card-held = 👛 Até se saber, { $price } fica reservado na sua carteira.
wallet-card-back = 👛 Seus { $price } já estão de novo na sua carteira.
wallet-card-free = 👛 O dinheiro já tinha voltado para a sua carteira, então este código é grátis.
cancel-question-wallet =
    <b>Cancelar este número?</b>

    O SMS não vai mais chegar, e { $price } volta para a sua carteira.
cancel-question-voucher =
    <b>Cancelar este número?</b>

    O SMS não virá mais, e seu cupom não é gasto.
alert-ledger-wrong = 🔴 <b>O livro-caixa das carteiras não fecha.</b> Todas as contas juntas têm { $total } e deveriam ter 0. Erradas: { $accounts }. Veja <code>python -m bot audit --ledger</code>.
alert-provider-price = Preço do fornecedor: { $price }
reminder-title = { $service } · { $country }
reminder-any = assim que estiver disponível
reminder-at = por { $price } ou menos
reminder-question =
    🔔 { $title }

    Agora custa <b>{ $price }</b>. Em que preço você quer um aviso?
    No preço de agora, o aviso vem quando ele tiver subido ou esgotado, e voltar.
reminder-set =
    🔔 <b>Você recebe um aviso { $when }.</b>

    Uma vez, em até { $days } dias, por uma mensagem aqui. Nada é comprado sozinho.
reminder-full =
    ✋ <b>Você tem { $max } lembretes, que é o máximo.</b>

    Remova um de que não precisa mais.
reminder-in-stock = ✅ <b>Está disponível agora.</b>
reminders =
    <b>🔔 Lembretes</b>

    Toque em um para remover.
reminders-none =
    <b>🔔 Lembretes</b>

    Nenhum ainda. Você pode criar um em qualquer oferta, mesmo esgotada.
reminder-line =
    { $title }
    { $when }, até { $ends }
reminder-told =
    🔔 <b>Está disponível: { $price }</b>
    { $title }

    Visto { $when }. Pode acabar rápido.

## Para quem cuida da loja

overview = <b>🛠 A loja num relance</b>
overview-no-account = ⚠️ Sem saldo: o fornecedor não responde.
overview-now =
    Esperando um código: <b>{ $waiting }</b>
    Usuários: { $users }
overview-day =
    <b>As últimas 24 horas</b>
    Números comprados: <b>{ $bought }</b>
    Códigos: <b>{ $codes }</b> · { $share } do que terminou
    Devolvidos: { $refunded }
    Não comprados: { $failed }
    Pago: <b>{ $spent }</b>, voltou: { $back }
overview-trouble = ⚠️ Resultado desconhecido: { $unknown }, cancelamento não confirmado: { $unconfirmed }
share = { $percent }%
picture-title = Códigos que chegaram, { $days ->
        [one] últimas 24 horas
        [many] últimos { $days } dias
       *[other] últimos { $days } dias
    }
picture-best = Os melhores
picture-worst = Os piores
picture-few = Poucos demais para julgar
picture-note = { $share } · { $codes } de { $ended }
picture-caption = Dos números que terminaram, os que tiveram código. Serviços com menos de { $few } ficam à parte.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = Nenhum número terminou nesse tempo.
people =
    <b>Usuários: { $count }</b>

    Envie <code>/user</code> com um id, um @nome ou um nome para achar alguém. Você vê o que a pessoa pode fazer e o que fez hoje; dê acesso, tire o acesso ou aumente um limite.
    Vários ids, como <code>/user 123 456</code>: dar acesso a todos ou tirar de todos.
people-nobody =
    Ninguém chamado <b>{ $wanted }</b> esteve aqui.

    Pelo id dá para achar qualquer pessoa: <code>/user 12345</code>
people-several = Há vários com o nome <b>{ $wanted }</b>. Qual?
selection =
    { $count ->
        [one] <b>{ $count } usuário</b>
        [many] <b>{ $count } de usuários</b>
       *[other] <b>{ $count } usuários</b>
    }

    O que você tocar vale para todos. O que foi comprado continua.
selection-line = { $mark } { $person }
selection-gone = Esta seleção é antiga demais. Nada mudou: envie os ids de novo.
selection-wrong =
    ✋ <b>Nada mudou.</b> A estes não dá para dar nem tirar acesso: { $wrong }

    Não são ids de usuários, ou são de admins, ou mais de { $max } de uma vez.
costs =
    <b>💸 { $title }</b> (dias em UTC)

    Números: <b>{ $numbers }</b>, usuários: { $users }
    Custo: <b>{ $amount }</b>, já descontado o devolvido
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Ninguém comprou nada.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ É admin.
person-let-in = ✅ Pode usar o bot: um admin deu acesso.
person-shut-out = ⛔ Não pode usar o bot: um admin tirou o acesso. O que foi comprado continua.
person-listed = ✅ Pode usar o bot: está em ALLOWED_IDS.
person-public = ✅ Pode usar o bot: ele é público.
person-stranger = ⛔ Não pode usar o bot: ele é privado.
person-guest = 🎟 Pode usar um cupom e nada mais: o bot é privado.
person-seen = Aqui desde { $since }, visto { $seen }
person-never = Nunca esteve aqui.
person-gone = 🚪 Bloqueou o bot ou saiu.
person-wallet = 👛 Carteira: { $free }, reservado { $held }
grants =
    💰 <b>Dar ou tirar dinheiro</b>

    Dar: <code>/credit { $id } 100 desculpe a espera</code>
    Tirar: <code>/debit { $id } 100 pago duas vezes</code>
    O usuário é avisado e lê suas palavras.

    Tanto por mês: <code>/budget { $id } 500</code>
    Só uma vez: <code>/budget { $id } 500 once</code>
    Nada mais: <code>/budget { $id } 0</code>
grants-wrong = ✋ Nada foi lançado: isso não pode ser lido. É preciso um id, um valor e, para credit ou debit, um motivo.
earnings-day = 💹 <b>Ganhos das últimas 24 horas</b>
earnings-week = 💹 <b>Ganhos dos últimos 7 dias</b>
earnings-month = 💹 <b>Ganhos dos últimos 30 dias</b>
earnings-sales =
    Números vendidos: { $sold }
    Usuários pagaram: { $captured }
    O fornecedor cobrou: { $cost }
    <b>Margem: { $margin }</b>
earnings-in =
    Recarregado: { $topped_up }
    Recargas devolvidas: { $refunded }
    Cupons, créditos e verbas: { $granted }
earnings-stars =
    ⭐ Stars recebidas: { $received } ({ $worth })
    Reembolsáveis agora: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 Em todas as carteiras agora: { $owed }, disso reservado: { $held }. Você deve isso aos usuários.
sales-day = Vendas de 24 horas
sales-week = Vendas de 7 dias
sales-month = Vendas de 30 dias
sales-sold = Números vendidos
sales-captured = Usuários pagaram
sales-cost = Fornecedor
sales-margin = Margem
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = Por horas ou dias em UTC. A linha é o que sobra: o que os usuários pagaram menos o que o fornecedor cobrou.
sales-nothing = Nada foi vendido neste período.
ledger-file = 📒 O livro-caixa, uma linha por lançamento.
alert-cover-short = 🟠 <b>A conta não cobre as carteiras.</b> Ela tem { $balance }, e os usuários podem gastar { $owed }. Sua margem está incluída, então você precisa de um pouco menos.
grant-done = { $sign } { $amount } para <code>{ $id }</code> foi lançado. Agora tem { $free }.
grant-told = O usuário foi avisado.
grant-untold = Não deu para avisar; o usuário vê na carteira.
grant-short = ✋ Nada foi tirado: <code>{ $id }</code> tem { $free } para gastar.
allowance-set =
    📅 <code>{ $id }</code> recebe <b>{ $amount }</b> por mês e tem agora { $free }.

    Cada mês é lançado uma vez, no começo, e este agora. Um valor alterado vale a partir do próximo mês. O que não for gasto fica.
allowance-ended = 📅 <code>{ $id }</code> não recebe mais nada por mês. Fica com { $free }.
allowances = 📅 <b>Por mês</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Ninguém recebe nada por mês.
allowances-how = Defina com <code>/budget 12345 500</code>, encerre com <code>/budget 12345 0</code>.
cap-active = Esperando ao mesmo tempo
cap-hour = Em uma hora
cap-day = Em 24 horas
cap-spending = Gasto em 24 horas
cap-unused = Sem uso seguidos
cap-line = { $name }: <b>{ $used }</b> de { $most }
cap-own-line = { $name }: <b>{ $used }</b> de { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Quanto pode ser neste caso?
no-limit = sem limite
announcement-how-to =
    <b>📣 Aviso a todos</b>

    Envie <code>/notice</code> e o texto em uma só mensagem; negrito, links e afins são mantidos. Ou responda com <code>/notice</code> a uma mensagem sua.

    Você vê antes como vai ficar e para quantos é. Quem está sem acesso ou bloqueou o bot não recebe.
announcement-question =
    👆 <b>É assim que vai ficar.</b>

    { $count ->
        [one] É para { $count } usuário
        [many] É para { $count } de usuários
       *[other] É para { $count } usuários
    } e leva cerca de { $minutes } min. Os códigos vão primeiro.
announcement-dropped = Descartado. Ninguém foi avisado.
announcement-too-old = Este aviso não existe mais. Com este toque ninguém foi avisado: escreva de novo com /notice.
announcement-busy = ✋ <b>Outro aviso ainda está em andamento.</b> O seu não foi enviado: toque em Enviar de novo depois.
announcement-running = 📣 <b>O aviso está sendo enviado…</b>
announcement-stopped = ⏸ <b>O aviso está parado.</b> Ele pode continuar de onde estava.
announcement-done = ✅ <b>O aviso foi enviado.</b>
announcement-counts =
    Enviados: <b>{ $sent }</b>
    Bloquearam o bot: { $gone }
    Falharam: { $failed }
    Restam: { $left }

## Limites

limit-active =
    ✋ <b>Você já espera por tantos números quanto pode ao mesmo tempo: { $limit }.</b>

    Nada foi comprado. Espere um código ou cancele um número de que não precisa.
limit-hour =
    ✋ <b>Você já comprou tantos números quanto pode em uma hora: { $limit }.</b>

    Nada foi comprado.
limit-day =
    ✋ <b>Você já comprou tantos números quanto pode em 24 horas: { $limit }.</b>

    Nada foi comprado.
limit-spending =
    ✋ <b>Seria mais do que você pode gastar em 24 horas: { $limit }.</b>

    Nada foi comprado.
limit-price =
    ✋ <b>Isto custa mais do que um número pode custar aqui: { $limit }.</b>

    Nada foi comprado. Escolha outro país ou outro serviço.
limit-unused =
    ✋ <b>Muitos números seus seguidos ficaram sem uso: { $limit }.</b>

    Nada foi comprado. O fornecedor pune a loja por números sem SMS, então faça uma pausa.
limit-all-active =
    ✋ <b>Todas as linhas estão ocupadas.</b> A loja tem tantos números abertos quanto pode ao mesmo tempo: { $limit }.

    Nada foi comprado. Tente de novo em alguns minutos.
limit-all-spending =
    ✋ <b>A loja gastou tudo o que pode em 24 horas.</b>

    Nada foi comprado.
limit-rating =
    ✋ <b>Poucos números seus receberam código: menos de { $limit }%.</b>

    Nada foi comprado. Cada número sem código custa à loja avaliação no fornecedor, e ela está baixa agora. Números que não recebem código para ninguém não contam.
limit-opens = Você pode comprar de novo { $when }.

## O que deu errado

error-not-for-sale =
    { $service } · { $country }

    <b>Esgotado</b> no momento.
error-not-offered =
    { $service } · { $country }

    Isto não é mais oferecido aqui.
nearest = O mais próximo disponível:
error-nothing-there = Isto não está mais à venda.
error-quote-gone = Esse botão era antigo demais. Nada foi comprado.
error-voucher = 🎟 Seu cupom não alcança o preço de agora. Nada foi cancelado nem comprado.
error-not-found = Não há esse número entre os seus. Os mais antigos são esquecidos depois de um tempo.
error-shop-closed = A loja está fechada por enquanto: o operador precisa acertar algo primeiro.
error-limit = Um limite da loja foi atingido. Nada foi comprado.
error-paused =
    ⏸ <b>As compras estão em pausa.</b>

    Nada foi comprado. Seus números continuam normalmente. Volte um pouco mais tarde.
error-throttled = Está bem movimentado agora. Tente de novo em um minuto.
error-provider = O fornecedor não está respondendo direito agora. Tente de novo em instantes.
error-storage = O bot não alcança o banco de dados agora. Tente de novo em instantes: tocar duas vezes em Comprar nunca compra duas vezes.
error-unexpected = Algo deu errado do nosso lado. Você pode tentar de novo: tocar duas vezes em Comprar nunca compra duas vezes.
toast-checking = Procurando o código…
toast-check-soon = Acabou de ser verificado. De novo em alguns segundos.
toast-not-waiting = Não se espera mais nada neste número.
toast-old-button = Este botão é de outro momento. Aqui está o menu.
toast-pinned = Fixado: agora está no menu.
toast-unpinned = Não está mais no menu.
toast-private-only = Eu só funciono em conversas privadas.
toast-stranger = Desculpe, este bot é privado. Seu id: { $id }
toast-shut-out = Você não pode mais usar este bot.
toast-guest = Você está aqui com um cupom, só para o número dele.
toast-too-fast = Muitos toques. Espere um momento.

## Ao operador

alert-unknown = ⚠️ <b>Uma compra com resultado desconhecido.</b> Foi enviada, e não veio resposta clara. Compare com a lista de pedidos do fornecedor e diga abaixo o que achou: o usuário é avisado.
evidence-before = Saldo antes: <b>{ $before }</b> (lido { $seconds } s antes)
evidence-none = Saldo antes: desconhecido
evidence-now = Saldo agora: <b>{ $now }</b>
evidence-expected =
    Se não foi cobrada, deveria ser: { $free }
    Se foi cobrada: { $charged }
    Outras compras e recargas dos últimos minutos podem mudar estes valores.
evidence-not-known = desconhecido
alert-not-charged = ✔️ <b>Resolvido: não foi cobrada.</b> O usuário já sabe.
alert-lost = ✔️ <b>Resolvido: foi cobrada na sua conta.</b> O usuário sabe que o prejuízo é seu.
alert-settled = ✔️ <b>Isto se resolveu sozinho.</b> Não há mais nada a fazer.
alert-cancel-unconfirmed = ⚠️ <b>Um cancelamento que nunca foi confirmado.</b> O número não pode mais estar ativo. Veja no fornecedor se o dinheiro voltou e diga abaixo o que achou: o usuário é avisado.
alert-returned = ✔️ <b>Resolvido: o dinheiro voltou.</b> O usuário já sabe.
alert-other-number = ⚠️ <b>O fornecedor vendeu algo diferente do pedido.</b> Pedido { $request }: pedido { $ordered }, vendido { $sold } (ids de país e serviço). Verifique por lá.
alert-late-purchase = ⚠️ <b>Foi achada uma compra mais velha do que um número vive.</b> O pedido { $request } foi comprado e nunca anotado. Veja no fornecedor o que foi feito do dinheiro.
alert-auditor = 🛟 <b>O que tinha se perdido voltou para a fila: { $count }.</b> Ninguém perde nada com isso, mas não deveria acontecer: guarde o log.
alert-clock-step = 🕰 <b>O relógio do banco de dados saltou { $seconds } s.</b> Os números em espera seguem pela hora anterior. Cuide para que o servidor mantenha a hora (NTP).
alert-unreadable = 🧩 <b>Há registros dos dados do bot que não podem ser lidos: { $count }.</b> Foram postos de lado, e os outros continuam. O log cita cada um; dê uma olhada.
alert-unreadable-answer = 🧩 <b>Uma resposta do fornecedor não pode ser lida</b> ({ $call }). Ela pode ter mudado algo; o resto continua. <code>{ $shape }</code>
alert-database-down = 🔴 <b>O banco de dados não consegue trabalhar:</b> { $reason }. Até lá nada pode ser comprado, e os códigos esperam.
alert-database-up = 🟢 <b>O banco de dados voltou a funcionar.</b>
alert-worker-down = 🔴 <b>O trabalho do bot está parado:</b> { $reason }. Códigos e mensagens esperam. Se durar, reinicie o bot.
alert-worker-up = 🟢 <b>O trabalho do bot continua.</b>
alert-provider-down = 🔴 <b>O fornecedor não responde.</b> Enquanto isso as compras são recusadas; os números em espera são consultados mais devagar.
alert-provider-up = 🟢 <b>O fornecedor voltou a responder.</b>
alert-account-empty = 🔴 <b>A conta não pode pagar.</b> Uma compra foi recusada por isso. Saldo: { $balance }.
alert-account-low = 🟡 <b>A conta está quase vazia.</b> Saldo: { $balance }.
alert-account-fine = 🟢 <b>A conta tem dinheiro de novo.</b> Saldo: { $balance }.
alert-rating-low = 🟠 <b>A avaliação da conta no fornecedor é { $rating }</b>, abaixo de { $mark }. Em 0 a conta é congelada. Números sem código a baixam; códigos e recargas a sobem.
alert-rating-fine = 🟢 <b>A avaliação da conta está acima de { $mark } de novo:</b> { $rating }.
alert-rating-falls = 🔴 <b>A avaliação da conta cai rápido.</b> Há menos de uma hora era { $before } e agora é { $rating }. Em 0 a conta é congelada: /admin mostra quais serviços não recebem códigos e pode parar as compras.
alert-balance-short = 🟠 <b>A conta tem menos do que diz o livro-caixa.</b> Saldo: { $balance }, e deveria ser { $expected }. Duas leituras seguidas foram baixas demais. Algo foi cobrado que este bot não comprou, ou mais caro do que o oferecido: compare com a lista de pedidos do fornecedor.
alert-offer-fails = 🕳 <b>{ $offer }: { $percent }% dos últimos { $numbers } números receberam código.</b> Falha para todos, e abaixo de 17% os números custam à conta mais avaliação do que trazem. Ocultar? Os números em espera continuam.
offer-hidden = 🙈 <b>Oculto por 30 dias: { $offer }.</b> Ninguém pode achar nem comprar; com várias réplicas, todas sabem em dois minutos.
offer-shown = 👁 <b>Oferecido de novo: { $offer }.</b>
alert-wrong-token = 🔴 <b>O fornecedor não aceita mais o token.</b> Nada pode ser comprado, e nenhum código chega. Ponha o novo em SMSMAN_TOKEN e reinicie o bot.
alert-token-works = 🟢 <b>O fornecedor voltou a aceitar o token.</b>
alert-updates-stopped = 🔴 <b>Mensagens e toques não chegam ao bot.</b> Os códigos continuam sendo entregues. O motivo: { $reason }
alert-updates-come = 🟢 <b>Mensagens e toques voltaram a chegar ao bot.</b>
alert-ids =
    Usuário: <code>{ $user }</code> · { $name }
    Ativação: <code>{ $activation }</code>
    Pedido: <code>{ $request }</code>

## Botões

button-buy-number = 📲 Comprar um número
button-numbers = 🗂 Meus números
button-all-numbers = 🗂 Todos
button-by-service = 🧩 Por serviço
button-file = 📄 Enviar arquivo
button-forget = 🗑 Sim, me esqueça
button-costs = 💸 Custos por usuário
button-by-day = 📅 Por dia
button-by-month = 📅 Por mês
button-file-of-all = 📄 Arquivo de todos
button-let-all-in = ✅ Dar acesso a todos
button-shut-all-out = ⛔ Tirar acesso de todos
button-tell-me = 🔔 Avise quando chegar
button-tell-me-at = 🔔 Avise neste preço
button-reminder-at = 🔔 { $price } ou menos
button-reminders = 🔔 Lembretes
button-wallet = 👛 Carteira
button-balance = 💰 Saldo
button-switch = ⏯ Compras
button-overview = 🛠 Num relance
button-picture = 📊 Melhores e piores serviços
button-picture-days = { $days ->
        [one] 📊 24 horas
        [many] 📊 { $days } dias
       *[other] 📊 { $days } dias
    }
button-people = 👥 Usuários
button-grants = 💰 Dar ou tirar dinheiro
button-allowances = 📅 Verbas
button-the-user = 👤 O usuário
button-earnings = 💹 Ganhos
button-earnings-day = 24 horas
button-earnings-week = 7 dias
button-earnings-month = 30 dias
button-sales-picture = 📊 Como imagem
button-ledger = 📒 Enviar o livro-caixa
button-vouchers = 🎟 Cupons
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Anular
button-announcement = 📣 Aviso a todos
button-send = { $count ->
        [one] 📣 Enviar a { $count } usuário
        [many] 📣 Enviar a { $count } usuários
       *[other] 📣 Enviar a { $count } usuários
    }
button-drop = 🗑 Descartar
button-announcement-stop = ⏸ Parar o aviso
button-announcement-on = ▶️ Continuar
button-hide-offer = 🙈 Ocultar
button-offer-again = 👁 Oferecer de novo
button-person = 👤 O usuário
button-let-in = ✅ Dar acesso
button-shut-out = ⛔ Tirar acesso
button-by-settings = ↩️ Como configurado
button-no-limit = Sem limite
button-as-set = ↩️ Como configurado: { $size }
button-back = ‹ Voltar
button-stop = ⏸ Parar compras
button-go = ▶️ Retomar compras
button-language = 🌐 Idioma
button-help = ❓ Ajuda
button-menu = ☰ Menu
button-countries-first = 🌍 Por país
button-services-first = 🧩 Por serviço
button-other-country = 🌍 Outro país
button-other-service = 🧩 Outro serviço
button-all-services = 🧩 Ver serviços
button-all-countries = 🌍 Ver países
button-buy = ✅ Comprar por { $price }
button-buy-voucher = 🎟 Comprar com o cupom
button-pin = ☆ Fixar no menu
button-unpin = ★ No menu
button-share = ↗️ Compartilhar
button-open-bot = Abrir o bot
button-agree = ✅ Concordo
button-see-offer = Ver a oferta
button-check = 🔎 Ver agora
button-cancel = ✖️ Cancelar
button-cancel-yes = Sim, cancelar
button-only-cancel = ✖️ Só cancelar
button-replace = 🔁 Trocar
button-replace-then = 🔁 E depois o mesmo de novo
button-replace-for = 🔁 Trocar por { $price }
button-wrong = 🆘 Algo deu errado
button-used = 📵 Já está usado
button-asked-twice = 🔕 Pedi duas vezes, nada
button-bad-code = 🔢 O código não funciona
button-without-words = 📨 Enviar sem palavras
button-report-right = 👍 Certo, desculpe
button-report-fine = 👎 Nada encontrado
button-no-code = ❓ Sem código?
button-keep = Manter
button-not-charged = Não cobrada
button-charged = Cobrada
button-returned = O dinheiro voltou
button-kept = Não voltou
button-done = ✅ Não preciso de mais SMS
button-copy-sms = Copiar o SMS inteiro
button-further = 📩 Mais um SMS
button-another = ➕ Outro número
button-same-again = 🔁 Comprar o mesmo
button-try-again = 🔄 Tentar de novo
button-refresh = 🔄 Atualizar

## O que o check envia ao primeiro admin

trial = Isto é um teste do <b>check</b>: os cartões ficam assim.
trial-copy = Copiar
topup =
    ⭐ <b>Recarregar com estrelas do Telegram</b>

    Na sua carteira: <b>{ $balance }</b>
    Uma estrela vale { $worth }.

    Escolha um valor ou escreva outro, como <code>/topup 75</code>

    <b>O pagamento não passa?</b> Talvez você tenha poucas estrelas. O Telegram as vende ali mesmo e nas configurações, em “Minhas estrelas”.
topup-ask = Este bot não aceita estrelas. Para pôr dinheiro na carteira, fale com { $contact }
topup-none = Este bot não aceita estrelas. O operador pode pôr dinheiro na sua carteira.
topup-voucher = 🎟 Tem um cupom? É só enviar o código aqui.
button-topups-of = ⭐ Recargas
button-topup = ⭐ Recarregar
button-topups = Minhas recargas
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ Devolver { $stars } ⭐
invoice-title = Recarga da carteira
invoice =
    { $stars ->
        [one] { $stars } estrela vira
        [many] { $stars } de estrelas viram
       *[other] { $stars } estrelas viram
    } { $amount } na sua carteira neste bot.
topup-paid =
    ✅ <b>Entraram { $amount }</b> por { $stars } ⭐.

    Sua carteira tem agora { $balance }.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ voltaram para você.</b>

    { $amount } saíram da sua carteira, que tem agora { $balance }.
topup-refused =
    ⚠️ <b>O Telegram não devolveu as { $stars } ⭐.</b>

    { $amount } estão de novo na sua carteira, que tem agora { $balance }. Pergunte sobre isso: /paysupport
topups = <b>Suas recargas</b>
topups-take-back = Para pegar de volta o que não gastou, toque abaixo.
topups-none = Você ainda não pagou com estrelas.
topups-of = <b>Recargas do usuário <code>{ $user }</code></b>
topups-of-none = O usuário <code>{ $user }</code> não pagou com estrelas.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ voltando
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ devolvida
refund-question =
    <b>Devolver { $stars } ⭐?</b>

    { $amount } saem da carteira, e o Telegram devolve as estrelas. Um pagamento volta inteiro ou não volta.
refund-question-spent =
    <b>Devolver { $stars } ⭐ mesmo com uma parte gasta?</b>

    Trouxeram { $amount }, e a carteira tem { $left }. Ela ficaria abaixo de zero, e o usuário não poderia comprar até compensar.
refund-spent =
    <b>Este pagamento não pode voltar agora.</b>

    Trouxe { $amount }, e sua carteira tem { $left }. Um pagamento volta inteiro ou não volta.
refund-begun =
    ⏳ <b>{ $stars } ⭐ estão voltando.</b>

    { $amount } saíram da carteira. O aviso vem aqui quando chegarem.
refund-again = Este pagamento já voltou ou está a caminho.
refund-late = Já passou o prazo para pegar este pagamento de volta por aqui. Pergunte: /paysupport
paysupport =
    <b>Dúvidas sobre um pagamento?</b>

    Escreva para { $contact } e diga quando pagou e quantas estrelas.

    O suporte do Telegram não pode ajudar com pagamentos a este bot.
paysupport-nobody = O operador deste bot não indicou ninguém para perguntas sobre pagamentos.
checkout-paused = As compras estão em pausa, então agora não se aceitam estrelas. Você não pagou.
checkout-shut-out = Você não pode mais usar este bot. Você não pagou.
checkout-not-ours = Esta fatura é antiga demais. Faça uma nova com /topup. Você não pagou.
checkout-other-user = Esta fatura é de outra pessoa. Faça a sua com /topup. Você não pagou.
checkout-storage = Não dá para receber pagamentos neste momento. Tente de novo. Você não pagou.
error-no-such-amount = Escolha de 1 a 10.000 estrelas, como <code>/topup 75</code>
error-no-such-topup = Não há esse pagamento seu.
alert-payment-without-invoice = ⭐ O usuário <code>{ $user }</code> pagou { $stars } ⭐ por uma fatura já esquecida. Foram creditadas pelo STAR_RATE de hoje.
alert-refunded-elsewhere = ⭐ O Telegram devolveu { $stars } ⭐ ao usuário <code>{ $user }</code> sem que este bot fizesse. A carteira foi debitada e pode estar abaixo de zero.
alert-refund-refused = ⭐ O Telegram não devolve { $stars } ⭐ ao usuário <code>{ $user }</code>: { $reason }. O dinheiro está de novo na carteira, e a pessoa sabe.
alert-refund-stuck = ⭐ Uma devolução de estrelas está há mais de uma hora sem resposta: { $reason }. As tentativas continuam.
alert-strange-stars = ⭐ Transações de estrelas que não são recargas deste bot: { $count }, de { $stars } ⭐ no total. Nada foi lançado por elas.
alert-stars-unreadable = ⭐ Transações de estrelas que não podem ser lidas: { $count }. Podem faltar pagamentos em carteiras: avise os desenvolvedores.
command-topup = Recarregar com estrelas
command-paysupport = Dúvidas sobre um pagamento
