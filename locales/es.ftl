# Los textos del bot en español. El HTML está solo en los mensajes; botones, avisos y comandos son texto simple.

## Lo que Telegram muestra del propio bot

about =
    Números de teléfono para un SMS. Elige un país y un servicio y tendrás un número. El código aparece aquí mismo, en el chat.

    ¿No llega el SMS? Cancela, y el dinero vuelve.
about-short = Un número de teléfono para un SMS: elige país y servicio, y el código aparece en el chat.
command-start = Menú principal
command-buy = Comprar un número
command-numbers = Mis números
command-wallet = Monedero: saldo e historial
command-redeem = Canjear un vale: /redeem código
command-language = Idioma
command-help = Ayuda
command-forget = Olvídame
command-terms = Condiciones
command-admin = La tienda de un vistazo
command-user = Buscar a alguien: /user y un id o un nombre
command-notice = Aviso a todos: /notice texto
command-balance = Saldo de la cuenta
command-credit = Dar dinero: /credit id importe motivo
command-debit = Retirar dinero: /debit id importe motivo
command-budget = Asignaciones: /budget id importe al mes
command-voucher = Crear vales: /voucher importe cantidad días
command-vouchers = Vales y lo que se ha usado
command-stop = Detener las compras
command-go = Reanudar las compras

## Páginas

menu =
    <b>Un número de teléfono para un SMS</b>

    Elige un servicio y un país. El código aparece aquí mismo.
    También puedes escribir un nombre, como <i>Telegram</i> o <i>Vietnam</i>.
help =
    <b>Cómo funciona</b>

    1. Elige un servicio y un país y toca Comprar.
    2. Escribe el número en la página del servicio. Se copia con un toque.
    3. El código llega aquí solo, en un mensaje nuevo.

    <b>¿No llega el SMS?</b> Cancela, y el dinero vuelve. Si no haces nada, el número se cancela cuando se acaba su tiempo.

    <b>¿El servicio rechaza el número?</b> Toca Cambiar para tener otro, o elige otro país.

    Un número recibe el código de un solo servicio y solo durante unos minutos. No lo uses donde puedas volver a necesitarlo.
language = <b>Elige tu idioma</b>
language-name = Español
language-chosen = ✓ Español
hint = Entiendo botones y nombres. Escribe un servicio o un país, como <i>WhatsApp</i> o <i>Polonia</i>.
stranger =
    Lo siento, este bot es privado.

    Si conoces a quien lo administra, envíale este id y pide acceso: <code>{ $id }</code>
shut-out = Ya no puedes usar este bot. Lo que compraste sigue en marcha, y su código llegará.
guest = 🎟 <b>Estás aquí con un vale.</b> Este bot es privado: puedes usar tu vale y ver lo que es tuyo.
private-only = Solo trabajo en chats privados. Escríbeme en privado y seguimos allí.
terms =
    <b>Condiciones</b>

    { $terms }
terms-question =
    <b>Antes de comprar, lee las condiciones:</b>

    { $terms }

## Listas

services =
    <b>¿Para qué servicio es el número?</b>

    Elige uno o escribe su nombre.
services-of = <b>{ $country }</b>: ¿para qué servicio es el número?
countries =
    <b>¿De qué país quieres el número?</b>

    Elige uno o escribe su nombre.
countries-of = <b>{ $service }</b>: ¿de qué país quieres el número?
nothing-for-sale = Aquí no queda nada ahora mismo. Mira en otro sitio o vuelve más tarde.
found = Resultados para <b>{ $query }</b>:
nothing-found =
    No hay nada para <b>{ $query }</b>.

    Prueba a escribirlo de otra forma o mira las listas.
entry = { $name } · { $price } · hay { $stock }
entry-from = { $name } · desde { $price } · hay { $stock }
entry-known = { $name } · { $price } · hay { $stock } · ✉️ { $share } %
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · agotado
entry-gone = { $name } · ahora no se ofrece
inline-entry = { $price } · hay { $stock }
inline-offer =
    { $pair }

    Un número de teléfono para un SMS.
inline-nothing = No hay resultados. Abrir el bot
entry-count = { $name } · { $count }
any-other = Otro servicio
legend-cheapest = { $mark } el precio más bajo
legend-best = { $mark } la mejor opción: por precio y por la parte de números que recibieron un código (✉️)
count-thousands = { $number } mil
count-millions = { $number } M

## Oferta

offer =
    { $service }
    { $country }

    Precio: <b>{ $price }</b>
    Disponibles: { $stock }{ $figures }

    El número es para un SMS. Si no llega, cancela, y el dinero vuelve.
offer-again = Ese botón era muy antiguo y no se compró nada. Esta es la oferta de ahora:
figures-seconds =
    📈 Recibieron código: { $share } %, normalmente en { $count ->
        [one] { $count } segundo
        [many] { $count } de segundos
       *[other] { $count } segundos
    }
figures-minutes =
    📈 Recibieron código: { $share } %, normalmente en { $count ->
        [one] { $count } minuto
        [many] { $count } de minutos
       *[other] { $count } minutos
    }
figures-none = 📉 Últimamente ningún número ha recibido un código aquí

## Tarjeta

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = sin { $prefix }: <code>{ $number }</code>
code-line = 🔑 Código: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Antes: <code>{ $code }</code>
clock = a las { $time } UTC
card-buying =
    ⏳ <b>Comprando un número…</b>

    Tarda unos segundos. No tienes que hacer nada.
card-waiting =
    ⏳ <b>Esperando el SMS.</b> El código aparecerá aquí solo.

    El número caduca { $left }.
card-waiting-long =
    ⏳ <b>El SMS aún no llega.</b> Aquí suele llegar en { $usual }: <b>¿No hay código?</b> dice qué revisar.

    El número caduca { $left }.
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

    El proveedor tiene que confirmarlo y puede tardar unos minutos. Aquí verás el resultado.
card-replacing =
    🔁 <b>Cambiando…</b> Primero el proveedor tiene que confirmar la cancelación. Luego se compra otra vez lo mismo, por { $price } como máximo.

    Si entretanto llega el SMS, recibes su código y no se compra nada.
card-cancel-refused = El proveedor aún no ha aceptado la cancelación: muchos no aceptan ninguna en los primeros minutos. Se vuelve a enviar sola hasta que la acepte.
card-cancel-from = El proveedor no acepta cancelar un número tan reciente. Se vuelve a enviar sola { $when }.
card-replaced = 🔁 <b>El siguiente número</b> tiene su propio mensaje abajo.
card-replace-code = 🔁 No se compró otro número: el código llegó antes de la cancelación.
card-replace-unconfirmed = 🔁 No se compró otro número: para eso hace falta que la cancelación se confirme.
card-replace-late = 🔁 No se compró otro número: el proveedor tardó demasiado en confirmar la cancelación.
card-replace-restart = 🔁 No se compró otro número: la tienda se reinició entretanto.
card-replace-paused = 🔁 No se compró otro número: las compras se detuvieron entretanto.
card-replace-short = 🔁 No se compró otro número: hay muy poco dinero en tu monedero.
card-replace-voucher = 🔁 No se compró otro número: tu vale ya no lo paga.
card-expiring =
    ⏳ <b>Se acabó el tiempo.</b>

    El número se está cancelando. Aquí verás el resultado.
card-code = ✉️ <b>El código está aquí.</b>
card-readying =
    ⏳ <b>Pidiendo otro SMS al proveedor…</b>

    Pide el código nuevo al servicio solo cuando el número esté listo: lo verás aquí.
card-further =
    ⏳ <b>Esperando otro SMS.</b> El código aparecerá aquí solo.

    El número caduca { $left }.
card-no-further = ✉️ <b>El código está aquí.</b> El proveedor no da más SMS para este número.
card-moved = 👇 <b>Este número está en un mensaje más nuevo.</b>
card-done = ✅ <b>Listo.</b>
card-cancelled = ↩️ <b>Cancelado.</b> El dinero ha vuelto: { $price }.
card-expired = ⌛ <b>No llegó ningún SMS a tiempo.</b> El dinero ha vuelto: { $price }.
card-cancelled-voucher = ↩️ <b>Cancelado.</b> Tu vale no se ha gastado.
card-expired-voucher = ⌛ <b>No llegó ningún SMS a tiempo.</b> Tu vale no se ha gastado.
card-ended-by-provider =
    ⚠️ <b>El proveedor dice que este número ha terminado.</b> No ha confirmado que el dinero haya vuelto.

    Si aún llega un código, aparecerá aquí. Si no llega, el operador lo revisará.
card-cancelled-checked = ↩️ <b>Cancelado.</b> El operador lo ha comprobado: el dinero ha vuelto, { $price }.
card-not-returned =
    ✖️ <b>No llegó el código y el proveedor se quedó el dinero.</b>

    La pérdida es del operador, no tuya. Puedes volver a intentarlo.
card-cancel-unconfirmed =
    ⚠️ <b>El proveedor no ha confirmado la cancelación.</b>

    Aún no se sabe si el dinero ha vuelto. Si todavía llega un código, aparecerá aquí; si no, el operador lo revisará.
card-failed = ✖️ <b>No se compró ningún número.</b> No se cobró nada.
card-price-changed =
    ✖️ <b>El precio ha cambiado</b>: era { $old } y ahora es { $new }.

    No se compró ningún número y no se cobró nada.
card-price-refused =
    ✖️ <b>El precio ha subido entretanto.</b> El proveedor ya no vende al anterior.

    No se compró ningún número y no se cobró nada.
card-paused =
    ✋ <b>Las compras se acaban de detener.</b> Esta ya no se envió.

    No se cobró nada. Inténtalo más tarde.
card-given-back =
    ✖️ <b>El proveedor vendió un número ilegible.</b> Lo ha aceptado de vuelta.

    Y el dinero ha vuelto con él. Puedes volver a intentarlo.
card-out-of-stock =
    ✖️ <b>Agotado.</b> Ahora mismo no queda ningún número así.

    No se cobró nada. Inténtalo otra vez o elige otro país.
card-account-empty =
    ✖️ <b>La tienda no puede comprar ahora.</b> El operador tiene que recargar su cuenta.

    No se cobró nada.
card-throttled =
    ✖️ <b>Demasiadas compras a la vez.</b>

    No se cobró nada. Inténtalo dentro de un minuto.
card-provider-down =
    ✖️ <b>No se puede contactar con el proveedor.</b>

    No se cobró nada. Inténtalo dentro de unos minutos.
card-refused =
    ✖️ <b>El proveedor no quiso vender este número.</b>

    No se cobró nada. Inténtalo otra vez o elige otro país.
card-stale =
    ✖️ <b>La compra estuvo parada demasiado tiempo y no se envió.</b>

    No se cobró nada. Puedes volver a intentarlo.
card-unknown =
    ❔ <b>No se sabe si se compró un número.</b> El proveedor no respondió.

    El operador está avisado y lo comparará con la cuenta; en este mensaje verás el resultado. Esta compra no se vuelve a
    enviar nunca, así que no puede cobrarse dos veces.
    Puedes probar con otra.
card-not-charged =
    ✖️ <b>No se compró ningún número.</b> Está comprobado: no se cobró nada.

    Puedes volver a intentarlo.
card-lost =
    ✖️ <b>El número se perdió por el camino.</b> El proveedor lo cobró y nunca dijo cuál era.

    La pérdida es del operador, no tuya. Puedes volver a intentarlo.
waiting-help =
    <b>¿Aún no hay código?</b> Aquí suele llegar en { $usual }.

    • ¿El servicio tiene exactamente este número, con el país correcto?
    • ¿Le pediste un SMS, y no una llamada o un mensaje en su app?
    • Pasado un minuto, pídele otra vez el código.

    🔁 <b>Cambia</b> el número si el servicio dice que está usado, que no es válido o que es virtual (VoIP), o si no llega nada tras pedirlo dos veces.

    El número caduca { $left }. Sin SMS se cancela antes y el dinero vuelve, así que hasta entonces no se pierde nada.
replace-dearer =
    <b>Lo mismo cuesta más ahora:</b> { $new } en vez de { $old }.

    Aún no se ha cancelado nada. ¿Cambiarlo por este precio?
replace-sold-out =
    <b>Lo mismo está agotado ahora.</b>

    Aún no se ha cancelado nada: puedes conservar este número o buscar otro en otro sitio.
cancel-question =
    <b>¿Cancelar este número?</b>

    El SMS ya no llegará, y { $price } vuelve a la cuenta del operador.
report-question =
    <b>¿Qué ha fallado?</b>

    El número se cancela enseguida, y el dinero vuelve en cuanto el proveedor lo confirme. El operador recibe una nota con tus palabras, y los demás ven que estos números fallan.
report-question-code =
    <b>¿El servicio no acepta el código?</b>

    Cada petición anula los códigos anteriores, así que solo vale el último. El proveedor no devuelve nada por un número que recibió su SMS. El operador recibe una nota y puede responderte.
report-used = El servicio dice que el número ya está usado
report-no-code = Se pidió y no llegó ningún código
report-bad-code = El servicio no acepta el código
report-sent =
    🆘 <b>Gracias, está anotado.</b> ¿Qué dice exactamente el servicio? Responde a este mensaje (deslízalo o mantenlo pulsado y elige Responder), y tus palabras llegan al operador.

    Sin ellas, la nota sale en dos minutos.
report-words-sent = 📨 El operador recibe tu nota. La respuesta llegará aquí.
report-again-words = El operador ya tiene tu nota.
report-again = Este número ya está reportado. La respuesta llegará aquí.
report-many = ✋ Serían más de { $max } reportes en 24 horas. Un número sin SMS se puede cancelar sin más: su dinero vuelve.
report-never = Esto ya no encaja con el número: mira su tarjeta.
report-head = 🆘 <b>Un usuario reporta un número:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Número: …{ $end }
    Comprado { $bought }, reportado { $reported }
report-answer-how = Responde con un botón, o responde a este mensaje con una frase: le llega al usuario.
report-answered = ✔️ <b>Respondido.</b> El usuario ya lo sabe.
report-answer-sent = ✔️ Tu respuesta le llega al usuario.
report-accepted = 🛟 <b>El operador lo ha mirado: tienes razón, este número no servía.</b> Lo sentimos.
report-declined = 🛟 <b>El operador lo ha mirado</b> y no encontró nada malo en el número.
report-operator-says = 🛟 <b>El operador responde:</b> <blockquote>{ $words }</blockquote>

## Mis números y el saldo

numbers =
    <b>Mis números</b>

    { $count ->
        [one] Uno por ahora. Tócalo para abrirlo.
        [many] { $count } por ahora, primero los que esperan. Toca uno para abrirlo.
       *[other] { $count } por ahora, primero los que esperan. Toca uno para abrirlo.
    }
numbers-none =
    <b>Mis números</b>

    Ninguno todavía.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Mis números</b>: ¿qué servicio?
file-caption =
    Todo lo que aún se guarda; las horas son UTC.

    Bórralo cuando ya no lo necesites: puede contener números y códigos.
file-user = Id de usuario
file-name = Nombre
file-day = Día (UTC)
file-time = Hora
file-service = Servicio
file-country = País
file-price = Precio
file-currency = Moneda
file-outcome = Resultado
file-request = Solicitud
file-number = Número
file-codes = Códigos
file-voucher = Vale
file-link = Enlace
outcome-waiting = en espera
outcome-code = llegó el código
outcome-cancelled = cancelado, dinero devuelto
outcome-unconfirmed = cancelación sin confirmar
outcome-failed = no comprado
outcome-unknown = aún no se sabe
outcome-lost = cobrado, sin código
forget-question =
    <b>Olvídame</b>

    Lo que el bot guarda de ti se borra enseguida: tu nombre, idioma, avisos, ofertas fijadas, números y códigos.

    Lo que queda: tu id en el registro de dinero del operador y, durante dos días, lo que tus compras cuentan para los límites. Los mensajes de este chat los borras tú.
forgotten =
    <b>Te he olvidado.</b>

    Ya puedes borrar este chat. Si vuelves a escribir, empiezas de nuevo.
forget-live =
    ✋ <b>No se borró nada: uno de tus números no ha terminado.</b>

    Cancélalo o espera a que termine. Si el operador aún tiene que revisar uno, puede tardar más.
forget-money =
    ✋ <b>No se borró nada: hay dinero en tu monedero.</b>

    Gástalo antes o pídeselo al operador.
balance = Saldo: <b>{ $amount }</b>
balance-hold = Retenido: { $amount }
balance-channels = Números abiertos: { $active } de { $channels }
balance-rating = Valoración: { $rating }
switch-on = 🟢 <b>Las compras están activas.</b>
switch-free = El interruptor del chat está encendido.
switch-off =
    ⏸ <b>Las compras están detenidas.</b> Los números comprados siguen como siempre.

    Por { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Pero en los ajustes pone PURCHASES=off: no se vende nada hasta que el operador lo cambie.
wallet = <b>Monedero</b>
wallet-none = Aquí aún no ha pasado nada.
wallet-balance = 👛 En tu monedero: <b>{ $free }</b>
wallet-balance-held = 👛 En tu monedero: <b>{ $free }</b>, y { $held } retenidos para tus números
wallet-topup = ➕ { $amount } · recarga
wallet-refund = ➖ { $amount } · se devolvió una recarga
wallet-refund-refused = ➕ { $amount } · se rechazó una devolución, el dinero está aquí otra vez
wallet-voucher = { $sign } { $amount } · vale
wallet-voucher-capture = 🎟 { $amount } · pagado por tu vale: { $what }
wallet-allowance = { $sign } { $amount } · asignación
wallet-hold = ⏳ { $amount } · retenido para { $what }
wallet-release = ↩️ { $amount } · devuelto: { $what }
wallet-capture = ✅ { $amount } · pagado por { $what }
wallet-reason = { $sign } { $amount } · por el operador: { $reason }
wallet-other = { $sign } { $amount } · por el operador
wallet-offer = 👛 En tu monedero: { $have }
wallet-offer-short = 👛 En tu monedero: { $have }, no alcanza
wallet-too-little =
    👛 <b>Tienes { $have } y cuesta { $price }.</b>

    No se compró nada.
voucher-redeemed = 🎟 <b>{ $amount }</b> de este vale ya están en tu monedero.
voucher-unknown = 🎟 No existe ese vale. Comprueba que el código esté entero: se parece a <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Este vale ya se canjeó. Pregunta a quien te lo dio.
voucher-expired = 🎟 Este vale ha caducado. Pregunta a quien te lo dio.
voucher-revoked = 🎟 Este vale fue anulado. Pregunta a quien te lo dio.
voucher-tries = 🎟 Demasiados códigos incorrectos. Inténtalo dentro de una hora.
voucher-shut-out = Ya no puedes usar este bot.
voucher-how-to-redeem =
    🎟 <b>Canjear un vale</b>

    Envía su código, como <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Su dinero va a tu monedero.
voucher-wrong = ✋ No se creó ningún vale: eso no se puede leer.
voucher-how-to-make =
    🎟 <b>Crear vales</b>

    <code>/voucher 100</code> crea uno de ese importe, para { $days } días.
    <code>/voucher 100 20 60</code> crea veinte, para 60 días.

    Como máximo { $count } a la vez y { $longest } días.
    Quien canjea uno puede usar este bot, aunque sea privado.
voucher-made = 🔑 Los códigos se muestran solo esta vez. Quien tiene uno puede canjearlo: envíalos como si fueran dinero.
voucher-made-before = 🎟 Estos vales ya se crearon, y los códigos se muestran una sola vez. Si no los tienes, anula el lote y crea otro.
voucher-file = 🎟 Todos los códigos del lote.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Usados: { $used } · hasta { $until }
voucher-batch-revoked = ⛔ Anulado
voucher-batch-gone = Ese lote ya no existe.
voucher-revoke-question = ¿Anular lo que no se ha usado? Los códigos canjeados siguen canjeados.
vouchers = 🎟 <b>Vales</b>
vouchers-none = Ninguno todavía: <code>/voucher 100 20</code> crea veinte.
voucher-number = 🎟 <b>Este vale es para un número: { $what }</b>, hasta { $most }. Sirve hasta { $until } y no te cuesta nada.
voucher-number-taken = 🎟 Ya usaste este vale: { $what }. El número está entre los tuyos.
voucher-no-wallet = 🎟 Ahora no se pueden canjear aquí vales de dinero.
voucher-how-to-make-number =
    <b>Para un número</b>: <code>/voucher 15 20 60 telegram vietnam</code> crea veinte, cada uno para un número de ese servicio y país que cueste 15 como mucho, por 60 días.
    Nombra un servicio y un país que haya en existencia. Quien canjee uno podrá usar un bot privado solo para eso.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Canjeados: { $redeemed } · usados: { $used } · hasta { $until }
voucher-revoke-question-number = ¿Revocar lo que no se usó? Ya no se podrá comprar un número con ellos, canjeados o no. Los números comprados siguen.
voucher-pays = 🎟 Lo paga tu vale.
voucher-offer-short = 🎟 Tu vale llega hasta { $reach }, así que no paga este. Sigue siendo tuyo.
voucher-offer-guest = Este bot es privado: solo puedes comprar con un vale.
voucher-refused = 🎟 Tu vale ya no paga esto. No se compró nada. Esta es la oferta de ahora:
voucher-card-held = 🎟 Hasta que se sepa, tu vale sigue ocupado.
voucher-card-free = 🎟 Tu vale ya se había devuelto, así que este código es gratis.
voucher-card-back = 🎟 Tu vale no se ha gastado.
wallet-card-held = 👛 Hasta que se sepa, { $price } queda retenido en tu monedero.
wallet-card-back = 👛 Tus { $price } ya están otra vez en tu monedero.
wallet-card-free = 👛 El dinero ya había vuelto a tu monedero, así que este código es gratis.
cancel-question-wallet =
    <b>¿Cancelar este número?</b>

    El SMS ya no llegará, y { $price } vuelve a tu monedero.
cancel-question-voucher =
    <b>¿Cancelar este número?</b>

    El SMS ya no llegará, y tu vale no se gasta.
alert-ledger-wrong = 🔴 <b>El libro de los monederos no cuadra.</b> Todas las cuentas juntas tienen { $total } y deberían tener 0. Mal: { $accounts }. Mira <code>python -m bot audit --ledger</code>.
alert-provider-price = Precio del proveedor: { $price }
reminder-title = { $service } · { $country }
reminder-any = en cuanto esté disponible
reminder-at = a { $price } o menos
reminder-question =
    🔔 { $title }

    Ahora cuesta <b>{ $price }</b>. ¿A qué precio quieres que te avise?
    Con el precio de ahora te aviso cuando haya subido o se haya agotado, y vuelva.
reminder-set =
    🔔 <b>Te avisaré { $when }.</b>

    Una vez, en los próximos { $days } días, con un mensaje aquí. No se compra nada por sí solo.
reminder-full =
    ✋ <b>Tienes { $max } avisos, que es el máximo.</b>

    Quita uno que ya no necesites.
reminder-in-stock = ✅ <b>Está disponible ahora mismo.</b>
reminders =
    <b>🔔 Avisos</b>

    Toca uno para quitarlo.
reminders-none =
    <b>🔔 Avisos</b>

    Ninguno todavía. Puedes poner uno en cualquier oferta, también en una agotada.
reminder-line =
    { $title }
    { $when }, hasta { $ends }
reminder-told =
    🔔 <b>Está disponible: { $price }</b>
    { $title }

    Visto { $when }. Puede agotarse pronto.

## Para quienes la llevan

overview = <b>🛠 La tienda de un vistazo</b>
overview-no-account = ⚠️ Sin saldo: el proveedor no responde.
overview-now =
    Esperando un código: <b>{ $waiting }</b>
    Usuarios: { $users }
overview-day =
    <b>Las últimas 24 horas</b>
    Números comprados: <b>{ $bought }</b>
    Códigos: <b>{ $codes }</b> · { $share } de lo terminado
    Devueltos: { $refunded }
    No comprados: { $failed }
    Pagado: <b>{ $spent }</b>, devuelto: { $back }
overview-trouble = ⚠️ Resultado desconocido: { $unknown }, cancelación sin confirmar: { $unconfirmed }
share = { $percent } %
picture-title = Códigos recibidos, { $days ->
        [one] últimas 24 horas
        [many] últimos { $days } días
       *[other] últimos { $days } días
    }
picture-best = Los mejores
picture-worst = Los peores
picture-few = Muy pocos para juzgar
picture-note = { $share } · { $codes } de { $ended }
picture-caption = De los números terminados, los que tuvieron código. Los servicios con menos de { $few } van aparte.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = En este tiempo no terminó ningún número.
people =
    <b>Usuarios: { $count }</b>

    Envía <code>/user</code> con un id, un @nombre o un nombre para encontrar a alguien. Verás qué puede hacer y qué ha hecho hoy; podrás darle acceso, quitárselo o subirle un límite.
    Varios ids, como <code>/user 123 456</code>: dar acceso a todos o quitárselo a todos.
people-nobody =
    Nadie llamado <b>{ $wanted }</b> ha estado aquí.

    Con un id se encuentra a cualquiera: <code>/user 12345</code>
people-several = Hay varios con el nombre <b>{ $wanted }</b>. ¿Cuál?
selection =
    { $count ->
        [one] <b>{ $count } usuario</b>
        [many] <b>{ $count } de usuarios</b>
       *[other] <b>{ $count } usuarios</b>
    }

    Lo que toques vale para todos. Lo que han comprado sigue en marcha.
selection-line = { $mark } { $person }
selection-gone = Esta selección es muy antigua. No se cambió nada: envía los ids otra vez.
selection-wrong =
    ✋ <b>No se cambió nada.</b> A estos no se les puede dar ni quitar acceso: { $wrong }

    No son ids de usuarios, o son de admins, o más de { $max } a la vez.
costs =
    <b>💸 { $title }</b> (días en UTC)

    Números: <b>{ $numbers }</b>, usuarios: { $users }
    Coste: <b>{ $amount }</b>, descontadas las devoluciones
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Nadie compró nada.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Es admin.
person-let-in = ✅ Puede usar el bot: un admin le dio acceso.
person-shut-out = ⛔ No puede usar el bot: un admin le quitó el acceso. Lo comprado sigue en marcha.
person-listed = ✅ Puede usar el bot: está en ALLOWED_IDS.
person-public = ✅ Puede usar el bot: es público.
person-stranger = ⛔ No puede usar el bot: es privado.
person-guest = 🎟 Puede usar un vale y nada más: el bot es privado.
person-seen = Aquí desde { $since }, última vez { $seen }
person-never = Nunca ha estado aquí.
person-gone = 🚪 Ha bloqueado el bot o se ha ido.
person-wallet = 👛 Monedero: { $free }, retenido { $held }
grants =
    💰 <b>Dar o retirar dinero</b>

    Dar: <code>/credit { $id } 100 perdón por la espera</code>
    Retirar: <code>/debit { $id } 100 pagado dos veces</code>
    El usuario recibe un aviso y lee tus palabras.

    Tanto cada mes: <code>/budget { $id } 500</code>
    Solo una vez: <code>/budget { $id } 500 once</code>
    Nada más: <code>/budget { $id } 0</code>
grants-wrong = ✋ No se anotó nada: eso no se puede leer. Hace falta un id, un importe y, para credit o debit, un motivo.
earnings-day = 💹 <b>Ingresos de las últimas 24 horas</b>
earnings-week = 💹 <b>Ingresos de los últimos 7 días</b>
earnings-month = 💹 <b>Ingresos de los últimos 30 días</b>
earnings-sales =
    Números vendidos: { $sold }
    Pagaron los usuarios: { $captured }
    Cobró el proveedor: { $cost }
    <b>Margen: { $margin }</b>
earnings-in =
    Recargado: { $topped_up }
    Recargas devueltas: { $refunded }
    Vales, abonos y asignaciones: { $granted }
earnings-stars =
    ⭐ Stars recibidas: { $received } ({ $worth })
    Reembolsables ahora: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 En todos los monederos ahora: { $owed }, de ello retenido: { $held }. Se lo debes a tus usuarios.
sales-day = Ventas de 24 horas
sales-week = Ventas de 7 días
sales-month = Ventas de 30 días
sales-sold = Números vendidos
sales-captured = Usuarios pagaron
sales-cost = Proveedor
sales-margin = Margen
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = Por horas o días en UTC. La línea es lo que queda: lo que pagaron los usuarios menos lo que cobró el proveedor.
sales-nothing = No se vendió nada en este tiempo.
ledger-file = 📒 El libro, una línea por asiento.
alert-cover-short = 🟠 <b>La cuenta no cubre los monederos.</b> Tiene { $balance }, y los usuarios pueden gastar { $owed }. Tu margen va incluido, así que necesitas algo menos.
grant-done = { $sign } { $amount } para <code>{ $id }</code> está anotado. Ahora tiene { $free }.
grant-told = El usuario recibió un aviso.
grant-untold = No se le pudo avisar; lo verá en su monedero.
grant-short = ✋ No se retiró nada: <code>{ $id }</code> tiene { $free } para gastar.
allowance-set =
    📅 <code>{ $id }</code> recibe <b>{ $amount }</b> cada mes y tiene ahora { $free }.

    Cada mes se anota una vez, al empezar, y este ahora. Un importe cambiado vale desde el mes siguiente. Lo que no se gasta se conserva.
allowance-ended = 📅 <code>{ $id }</code> ya no recibe nada cada mes. Conserva { $free }.
allowances = 📅 <b>Cada mes</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Nadie recibe nada cada mes.
allowances-how = Ponlo con <code>/budget 12345 500</code>, termínalo con <code>/budget 12345 0</code>.
cap-active = En espera a la vez
cap-hour = En una hora
cap-day = En 24 horas
cap-spending = Gastado en 24 horas
cap-unused = Sin usar seguidos
cap-line = { $name }: <b>{ $used }</b> de { $most }
cap-own-line = { $name }: <b>{ $used }</b> de { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    ¿Cuánto puede ser en este caso?
no-limit = sin límite
announcement-how-to =
    <b>📣 Un aviso a todos</b>

    Envía <code>/notice</code> y el texto en un solo mensaje; negritas, enlaces y demás se conservan. O responde con <code>/notice</code> a un mensaje tuyo.

    Primero verás cómo queda y para cuántos es. Quien no tiene acceso o ha bloqueado el bot no lo recibe.
announcement-question =
    👆 <b>Así se verá.</b>

    { $count ->
        [one] Es para { $count } usuario
        [many] Es para { $count } de usuarios
       *[other] Es para { $count } usuarios
    } y tarda unos { $minutes } min. Los códigos van primero.
announcement-dropped = Descartado. No se avisó a nadie.
announcement-too-old = Este aviso ya no existe. Con este toque no se avisó a nadie: escríbelo de nuevo con /notice.
announcement-busy = ✋ <b>Otro aviso sigue en marcha.</b> El tuyo no se ha enviado: toca Enviar otra vez después.
announcement-running = 📣 <b>El aviso se está enviando…</b>
announcement-stopped = ⏸ <b>El aviso está detenido.</b> Puede seguir desde donde estaba.
announcement-done = ✅ <b>El aviso se ha enviado.</b>
announcement-counts =
    Enviados: <b>{ $sent }</b>
    Bloquearon el bot: { $gone }
    Fallidos: { $failed }
    Quedan: { $left }

## Límites

limit-active =
    ✋ <b>Ya esperas tantos números como puedes a la vez: { $limit }.</b>

    No se compró nada. Espera un código o cancela un número que no necesites.
limit-hour =
    ✋ <b>Ya has comprado tantos números como puedes en una hora: { $limit }.</b>

    No se compró nada.
limit-day =
    ✋ <b>Ya has comprado tantos números como puedes en 24 horas: { $limit }.</b>

    No se compró nada.
limit-spending =
    ✋ <b>Sería más de lo que puedes gastar en 24 horas: { $limit }.</b>

    No se compró nada.
limit-price =
    ✋ <b>Cuesta más de lo que puede costar un número aquí: { $limit }.</b>

    No se compró nada. Elige otro país u otro servicio.
limit-unused =
    ✋ <b>Demasiados números tuyos seguidos quedaron sin usar: { $limit }.</b>

    No se compró nada. El proveedor penaliza a la tienda por los números sin SMS, así que haz una pausa.
limit-all-active =
    ✋ <b>Todas las líneas están ocupadas.</b> La tienda tiene abiertos tantos números como puede a la vez: { $limit }.

    No se compró nada. Inténtalo dentro de unos minutos.
limit-all-spending =
    ✋ <b>La tienda ha gastado todo lo que puede en 24 horas.</b>

    No se compró nada.
limit-rating =
    ✋ <b>Muy pocos de tus números recibieron un código: menos del { $limit } %.</b>

    No se compró nada. Cada número sin código le cuesta a la tienda valoración en el proveedor, y ahora es baja. Los números que no reciben código para nadie no cuentan.
limit-opens = Podrás volver a comprar { $when }.

## Lo que ha fallado

error-not-for-sale =
    { $service } · { $country }

    <b>Agotado</b> ahora mismo.
error-not-offered =
    { $service } · { $country }

    Esto ya no se ofrece aquí.
nearest = Lo más parecido que está disponible:
error-nothing-there = Esto ya no está a la venta.
error-quote-gone = Ese botón era muy antiguo. No se compró nada.
error-voucher = 🎟 Tu vale no llega al precio de ahora. No se canceló ni se compró nada.
error-not-found = No hay tal número entre los tuyos. Los antiguos se olvidan pasado un tiempo.
error-shop-closed = La tienda está cerrada por ahora: el operador tiene que arreglar algo primero.
error-limit = Se ha alcanzado un límite de la tienda. No se compró nada.
error-paused =
    ⏸ <b>Las compras están en pausa.</b>

    No se compró nada. Tus números siguen como siempre. Vuelve un poco más tarde.
error-throttled = Ahora mismo hay mucho movimiento. Inténtalo dentro de un minuto.
error-provider = El proveedor no responde bien ahora mismo. Inténtalo en un momento.
error-storage = El bot no alcanza su base de datos ahora mismo. Inténtalo en un momento: tocar Comprar dos veces nunca compra dos veces.
error-unexpected = Algo ha fallado por nuestra parte. Puedes intentarlo otra vez: tocar Comprar dos veces nunca compra dos veces.
toast-checking = Buscando el código…
toast-check-soon = Se acaba de mirar. Se vuelve a mirar en unos segundos.
toast-not-waiting = Ya no se espera nada en este número.
toast-old-button = Este botón es de otro momento. Aquí está el menú.
toast-pinned = Fijado: ahora está en el menú.
toast-unpinned = Ya no está en el menú.
toast-private-only = Solo trabajo en chats privados.
toast-stranger = Lo siento, este bot es privado. Tu id: { $id }
toast-shut-out = Ya no puedes usar este bot.
toast-guest = Estás aquí con un vale, solo para su número.
toast-too-fast = Demasiados toques. Espera un momento.

## Al operador

alert-unknown = ⚠️ <b>Una compra con resultado desconocido.</b> Se envió y no llegó una respuesta clara. Compárala con la lista de solicitudes del proveedor y di abajo qué encontraste: se le dirá al usuario.
evidence-before = Saldo antes: <b>{ $before }</b> (leído { $seconds } s antes)
evidence-none = Saldo antes: desconocido
evidence-now = Saldo ahora: <b>{ $now }</b>
evidence-expected =
    Si no se cobró, debería ser: { $free }
    Si se cobró: { $charged }
    Otras compras y recargas de los últimos minutos pueden mover estas cifras.
evidence-not-known = desconocido
alert-not-charged = ✔️ <b>Resuelto: no se cobró.</b> El usuario ya lo sabe.
alert-lost = ✔️ <b>Resuelto: se cobró a tu cuenta.</b> El usuario sabe que lo asumes tú.
alert-settled = ✔️ <b>Esto se ha resuelto solo.</b> No queda nada por hacer.
alert-cancel-unconfirmed = ⚠️ <b>Una cancelación que nunca se confirmó.</b> El número ya no puede estar vivo. Mira en el proveedor si el dinero ha vuelto y di abajo qué encontraste: se le dirá al usuario.
alert-returned = ✔️ <b>Resuelto: el dinero ha vuelto.</b> El usuario ya lo sabe.
alert-other-number = ⚠️ <b>El proveedor vendió algo distinto de lo pedido.</b> Solicitud { $request }: pedido { $ordered }, vendido { $sold } (ids de país y servicio). Míralo allí.
alert-late-purchase = ⚠️ <b>Se encontró una compra más antigua que la vida de un número.</b> La solicitud { $request } se compró y nunca se anotó. Mira en el proveedor qué fue de su dinero.
alert-auditor = 🛟 <b>Se devolvió a la cola lo que se había perdido: { $count }.</b> Nadie pierde nada por ello, pero no debería pasar: guarda el log.
alert-clock-step = 🕰 <b>El reloj de la base de datos ha saltado { $seconds } s.</b> Los números en espera siguen con la hora anterior. Procura que el servidor mantenga su hora (NTP).
alert-unreadable = 🧩 <b>Hay entradas de los datos del bot que no se pueden leer: { $count }.</b> Se apartaron, y las demás siguen. El log nombra cada una; revísalas.
alert-unreadable-answer = 🧩 <b>Una respuesta del proveedor no se puede leer</b> ({ $call }). Puede haber cambiado algo; lo demás sigue. <code>{ $shape }</code>
alert-database-down = 🔴 <b>La base de datos no puede trabajar:</b> { $reason }. Hasta entonces no se puede comprar, y los códigos esperan.
alert-database-up = 🟢 <b>La base de datos vuelve a funcionar.</b>
alert-worker-down = 🔴 <b>El trabajo del bot está parado:</b> { $reason }. Códigos y mensajes esperan. Si dura, reinicia el bot.
alert-worker-up = 🟢 <b>El trabajo del bot sigue adelante.</b>
alert-provider-down = 🔴 <b>El proveedor no responde.</b> Mientras tanto se rechazan las compras; los números en espera se consultan más despacio.
alert-provider-up = 🟢 <b>El proveedor vuelve a responder.</b>
alert-account-empty = 🔴 <b>La cuenta no puede pagar.</b> Por eso se rechazó una compra. Saldo: { $balance }.
alert-account-low = 🟡 <b>A la cuenta le queda poco.</b> Saldo: { $balance }.
alert-account-fine = 🟢 <b>La cuenta vuelve a tener dinero.</b> Saldo: { $balance }.
alert-rating-low = 🟠 <b>La valoración de la cuenta en el proveedor es { $rating }</b>, por debajo de { $mark }. Con 0 la cuenta se congela. Los números sin código la bajan; los códigos y las recargas la suben.
alert-rating-fine = 🟢 <b>La valoración de la cuenta vuelve a estar por encima de { $mark }:</b> { $rating }.
alert-rating-falls = 🔴 <b>La valoración de la cuenta cae deprisa.</b> Hace menos de una hora era { $before } y ahora es { $rating }. Con 0 la cuenta se congela: /admin muestra qué servicios no reciben códigos y puede detener las compras.
alert-balance-short = 🟠 <b>La cuenta tiene menos de lo que dice el libro.</b> Saldo: { $balance }, y debería ser { $expected }. Dos lecturas seguidas fueron demasiado bajas. Se cobró algo que este bot no compró, o más caro de lo ofrecido: compáralo con la lista de solicitudes del proveedor.
alert-offer-fails = 🕳 <b>{ $offer }: el { $percent } % de los últimos { $numbers } números recibió un código.</b> Falla para todos, y por debajo del 17 % los números le cuestan a la cuenta más valoración de la que traen. ¿Ocultarlo? Los números en espera siguen.
offer-hidden = 🙈 <b>Oculto durante 30 días: { $offer }.</b> Nadie puede encontrarlo ni comprarlo; si hay varias réplicas, todas lo saben en dos minutos.
offer-shown = 👁 <b>Se ofrece de nuevo: { $offer }.</b>
alert-wrong-token = 🔴 <b>El proveedor ya no acepta el token.</b> No se puede comprar nada ni llega ningún código. Pon el nuevo en SMSMAN_TOKEN y reinicia el bot.
alert-token-works = 🟢 <b>El proveedor vuelve a aceptar el token.</b>
alert-updates-stopped = 🔴 <b>Al bot no le llegan mensajes ni toques.</b> Los códigos se siguen entregando. El motivo: { $reason }
alert-updates-come = 🟢 <b>Los mensajes y toques vuelven a llegar al bot.</b>
alert-ids =
    Usuario: <code>{ $user }</code> · { $name }
    Activación: <code>{ $activation }</code>
    Solicitud: <code>{ $request }</code>

## Botones

button-buy-number = 📲 Comprar un número
button-numbers = 🗂 Mis números
button-all-numbers = 🗂 Todos
button-by-service = 🧩 Por servicio
button-file = 📄 Enviar archivo
button-forget = 🗑 Sí, olvídame
button-costs = 💸 Costes por usuario
button-by-day = 📅 Por día
button-by-month = 📅 Por mes
button-file-of-all = 📄 Archivo de todos
button-let-all-in = ✅ Dar acceso a todos
button-shut-all-out = ⛔ Quitar acceso a todos
button-tell-me = 🔔 Avísame cuando haya
button-tell-me-at = 🔔 Avísame a este precio
button-reminder-at = 🔔 { $price } o menos
button-reminders = 🔔 Avisos
button-wallet = 👛 Monedero
button-balance = 💰 Saldo
button-switch = ⏯ Compras
button-overview = 🛠 De un vistazo
button-picture = 📊 Mejores y peores servicios
button-picture-days = { $days ->
        [one] 📊 24 horas
        [many] 📊 { $days } días
       *[other] 📊 { $days } días
    }
button-people = 👥 Usuarios
button-grants = 💰 Dar o retirar dinero
button-allowances = 📅 Asignaciones
button-the-user = 👤 El usuario
button-earnings = 💹 Ingresos
button-earnings-day = 24 horas
button-earnings-week = 7 días
button-earnings-month = 30 días
button-sales-picture = 📊 Como imagen
button-ledger = 📒 Enviar el libro
button-vouchers = 🎟 Vales
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Anular
button-announcement = 📣 Aviso a todos
button-send = { $count ->
        [one] 📣 Enviar a { $count } usuario
        [many] 📣 Enviar a { $count } usuarios
       *[other] 📣 Enviar a { $count } usuarios
    }
button-drop = 🗑 Descartar
button-announcement-stop = ⏸ Detener el aviso
button-announcement-on = ▶️ Continuar
button-hide-offer = 🙈 Ocultarlo
button-offer-again = 👁 Ofrecerlo otra vez
button-person = 👤 El usuario
button-let-in = ✅ Dar acceso
button-shut-out = ⛔ Quitar acceso
button-by-settings = ↩️ Según los ajustes
button-no-limit = Sin límite
button-as-set = ↩️ Según los ajustes: { $size }
button-back = ‹ Atrás
button-stop = ⏸ Detener compras
button-go = ▶️ Reanudar compras
button-language = 🌐 Idioma
button-help = ❓ Ayuda
button-menu = ☰ Menú
button-countries-first = 🌍 Por país
button-services-first = 🧩 Por servicio
button-other-country = 🌍 Otro país
button-other-service = 🧩 Otro servicio
button-all-services = 🧩 Ver servicios
button-all-countries = 🌍 Ver países
button-buy = ✅ Comprar por { $price }
button-buy-voucher = 🎟 Comprar con tu vale
button-pin = ☆ Fijar al menú
button-unpin = ★ En el menú
button-share = ↗️ Compartir
button-open-bot = Abrir el bot
button-agree = ✅ Acepto
button-see-offer = Ver la oferta
button-check = 🔎 Mirar ahora
button-cancel = ✖️ Cancelar
button-cancel-yes = Sí, cancelar
button-only-cancel = ✖️ Solo cancelar
button-replace = 🔁 Cambiar
button-replace-then = 🔁 Y luego otra vez lo mismo
button-replace-for = 🔁 Cambiar por { $price }
button-wrong = 🆘 Algo va mal
button-used = 📵 Ya está usado
button-asked-twice = 🔕 Pedido dos veces, nada
button-bad-code = 🔢 El código no vale
button-without-words = 📨 Enviar sin palabras
button-report-right = 👍 Cierto, perdón
button-report-fine = 👎 Todo en orden
button-no-code = ❓ ¿No hay código?
button-keep = Conservarlo
button-not-charged = No se cobró
button-charged = Se cobró
button-returned = El dinero volvió
button-kept = No volvió
button-done = ✅ No hacen falta más SMS
button-copy-sms = Copiar todo el SMS
button-further = 📩 Otro SMS
button-another = ➕ Otro número
button-same-again = 🔁 Comprar lo mismo
button-try-again = 🔄 Reintentar
button-refresh = 🔄 Actualizar

## Lo que check envía al primer admin

trial = Esto es una prueba de <b>check</b>: así se ven las tarjetas.
trial-copy = Copiar
topup =
    ⭐ <b>Recarga con estrellas de Telegram</b>

    En tu monedero: <b>{ $balance }</b>
    Una estrella vale { $worth }.

    Elige una cantidad o escribe otra, como <code>/topup 75</code>

    <b>¿No pasa el pago?</b> Quizá tengas pocas estrellas. Telegram las vende allí mismo y en sus ajustes, en «Mis estrellas».
topup-ask = Este bot no acepta estrellas. Para poner dinero en tu monedero, pregunta a { $contact }
topup-none = Este bot no acepta estrellas. Su operador puede poner dinero en tu monedero.
topup-voucher = 🎟 ¿Tienes un vale? Envía aquí su código.
button-topups-of = ⭐ Recargas
button-topup = ⭐ Recargar
button-topups = Mis recargas
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ Devolver { $stars } ⭐
invoice-title = Recarga del monedero
invoice =
    { $stars ->
        [one] { $stars } estrella se convierte
        [many] { $stars } de estrellas se convierten
       *[other] { $stars } estrellas se convierten
    } en { $amount } en tu monedero de este bot.
topup-paid =
    ✅ <b>Han llegado { $amount }</b> por { $stars } ⭐.

    Tu monedero tiene ahora { $balance }.
topup-refunded =
    ↩️ <b>Se te devolvieron { $stars } ⭐.</b>

    Salieron { $amount } de tu monedero, que tiene ahora { $balance }.
topup-refused =
    ⚠️ <b>Telegram no devolvió las { $stars } ⭐.</b>

    { $amount } están otra vez en tu monedero, que tiene ahora { $balance }. Pregunta por ello: /paysupport
topups = <b>Tus recargas</b>
topups-take-back = Para recuperar lo que no has gastado, tócalo abajo.
topups-none = Todavía no has pagado con estrellas.
topups-of = <b>Recargas del usuario <code>{ $user }</code></b>
topups-of-none = El usuario <code>{ $user }</code> no ha pagado con estrellas.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ en camino
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ devuelto
refund-question =
    <b>¿Devolver { $stars } ⭐?</b>

    Salen { $amount } del monedero, y Telegram devuelve las estrellas. Un pago se devuelve entero o no se devuelve.
refund-question-spent =
    <b>¿Devolver { $stars } ⭐ aunque una parte está gastada?</b>

    Trajeron { $amount }, y en el monedero hay { $left }. Quedaría bajo cero, y su usuario no podría comprar hasta compensarlo.
refund-spent =
    <b>Este pago no se puede devolver ahora.</b>

    Trajo { $amount }, y tu monedero tiene { $left }. Un pago se devuelve entero o no se devuelve.
refund-begun =
    ⏳ <b>{ $stars } ⭐ están en camino.</b>

    { $amount } han salido del monedero. Te aviso aquí cuando lleguen.
refund-again = Este pago ya se devolvió o está en camino.
refund-late = Ya pasó el tiempo para recuperar este pago por tu cuenta. Pregunta: /paysupport
paysupport =
    <b>¿Preguntas sobre un pago?</b>

    Escribe a { $contact } y di cuándo pagaste y cuántas estrellas.

    El soporte de Telegram no puede ayudar con los pagos a este bot.
paysupport-nobody = El operador de este bot no ha indicado a quién preguntar por los pagos.
checkout-paused = Las compras están en pausa, así que ahora no se aceptan estrellas. No has pagado.
checkout-shut-out = Ya no puedes usar este bot. No has pagado.
checkout-not-ours = Esta factura es demasiado antigua. Haz una nueva con /topup. No has pagado.
checkout-other-user = Esta factura es para otra persona. Haz la tuya con /topup. No has pagado.
checkout-storage = Ahora mismo no se pueden aceptar pagos. Inténtalo otra vez. No has pagado.
error-no-such-amount = Elige entre 1 y 10.000 estrellas, como <code>/topup 75</code>
error-no-such-topup = No hay ningún pago tuyo así.
alert-payment-without-invoice = ⭐ El usuario <code>{ $user }</code> pagó { $stars } ⭐ con una factura ya olvidada. Se abonaron según el STAR_RATE de hoy.
alert-refunded-elsewhere = ⭐ Telegram devolvió { $stars } ⭐ al usuario <code>{ $user }</code> sin que lo hiciera este bot. Se cargó a su monedero, que puede estar bajo cero.
alert-refund-refused = ⭐ Telegram no devuelve { $stars } ⭐ al usuario <code>{ $user }</code>: { $reason }. El dinero está otra vez en su monedero, y ya lo sabe.
alert-refund-stuck = ⭐ Una devolución de Stars lleva más de una hora sin respuesta: { $reason }. Se sigue intentando.
alert-strange-stars = ⭐ Transacciones de Stars que no son recargas de este bot: { $count }, de { $stars } ⭐ en total. No se anotó nada por ellas.
alert-stars-unreadable = ⭐ Transacciones de Stars que no se pueden leer: { $count }. Pueden faltar pagos en monederos: díselo a los desarrolladores.
command-topup = Recargar con estrellas
command-paysupport = Preguntas sobre un pago
