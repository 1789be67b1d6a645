# Die Texte des Bots auf Deutsch. HTML steht nur in Nachrichten; Knöpfe, kurze Hinweise und Befehle sind reiner Text.

## Was Telegram über den Bot selbst zeigt

about =
    Telefonnummern für eine SMS. Wähle ein Land und einen Dienst, und du bekommst eine Nummer. Der Code erscheint gleich hier im Chat.

    Keine SMS? Brich ab, und das Geld kommt zurück.
about-short = Eine Telefonnummer für eine SMS: Land und Dienst wählen, und der Code erscheint im Chat.
command-start = Hauptmenü
command-buy = Nummer kaufen
command-numbers = Meine Nummern
command-wallet = Guthaben und Verlauf
command-redeem = Gutschein einlösen: /redeem Code
command-language = Sprache
command-help = Hilfe
command-forget = Vergiss mich
command-terms = Bedingungen
command-admin = Der Shop auf einen Blick
command-user = Nutzer finden: /user und eine ID oder ein Name
command-notice = Mitteilung an alle: /notice Text
command-balance = Kontostand
command-credit = Geld geben: /credit ID Betrag Grund
command-debit = Geld zurücknehmen: /debit ID Betrag Grund
command-budget = Budgets: /budget ID Betrag im Monat
command-voucher = Gutscheine erstellen: /voucher Betrag Zahl Tage
command-vouchers = Gutscheine und was eingelöst ist
command-stop = Käufe anhalten
command-go = Käufe fortsetzen

## Seiten

menu =
    <b>Eine Telefonnummer für eine SMS</b>

    Wähle einen Dienst und ein Land. Der Code erscheint gleich hier.
    Du kannst auch einfach einen Namen schreiben, etwa <i>Telegram</i> oder <i>Vietnam</i>.
help =
    <b>So geht es</b>

    1. Wähle einen Dienst und ein Land und tippe auf Kaufen.
    2. Gib die Nummer auf der Seite des Dienstes ein. Antippen kopiert sie.
    3. Der Code kommt von selbst als neue Nachricht hierher.

    <b>Keine SMS?</b> Brich ab, und das Geld kommt zurück. Tust du nichts, wird die Nummer am Ende ihrer Zeit abgebrochen.

    <b>Der Dienst nimmt die Nummer nicht?</b> Tippe auf Ersetzen, oder nimm ein anderes Land.

    Eine Nummer empfängt den Code für einen Dienst, und nur ein paar Minuten lang. Benutze sie nicht, wo du sie später wieder brauchen könntest.
language = <b>Wähle deine Sprache</b>
language-name = Deutsch
language-chosen = ✓ Deutsch
hint = Ich verstehe Knöpfe und Namen. Schreib einen Dienst oder ein Land, etwa <i>WhatsApp</i> oder <i>Polen</i>.
stranger =
    Dieser Bot ist leider privat.

    Wenn du weißt, wer ihn betreibt, schick diese ID hin und bitte um Zugang: <code>{ $id }</code>
shut-out = Du kannst diesen Bot nicht mehr benutzen. Was du gekauft hast, läuft weiter, und sein Code kommt noch an.
guest = 🎟 <b>Du bist mit einem Gutschein hier.</b> Dieser Bot ist privat: Du kannst deinen Gutschein nutzen und sehen, was dir gehört.
private-only = Ich arbeite nur in privaten Chats. Schreib mir direkt, dann machen wir dort weiter.
terms =
    <b>Bedingungen</b>

    { $terms }
terms-question =
    <b>Bitte lies vor dem Kauf die Bedingungen:</b>

    { $terms }

## Listen

services =
    <b>Für welchen Dienst soll die Nummer sein?</b>

    Wähle einen aus oder schreib einfach seinen Namen.
services-of = <b>{ $country }</b>: Für welchen Dienst soll die Nummer sein?
countries =
    <b>Aus welchem Land soll die Nummer sein?</b>

    Wähle eines aus oder schreib einfach seinen Namen.
countries-of = <b>{ $service }</b>: Aus welchem Land soll die Nummer sein?
nothing-for-sale = Hier ist gerade nichts vorrätig. Schau bitte woanders nach oder komm später wieder.
found = Gefunden für <b>{ $query }</b>:
nothing-found =
    Nichts gefunden für <b>{ $query }</b>.

    Versuch es in anderer Schreibweise oder schau in die Listen.
entry = { $name } · { $price } · { $stock } da
entry-from = { $name } · ab { $price } · { $stock } da
entry-known = { $name } · { $price } · { $stock } da · ✉️ { $share } %
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · ausverkauft
entry-gone = { $name } · gerade nicht im Angebot
inline-entry = { $price } · { $stock } da
inline-offer =
    { $pair }

    Eine Telefonnummer für eine SMS.
inline-nothing = Nichts gefunden. Bot öffnen
entry-count = { $name } · { $count }
any-other = Anderer Dienst
legend-cheapest = { $mark } der niedrigste Preis
legend-best = { $mark } die beste Wahl: nach Preis und Anteil der Nummern, die einen Code bekamen (✉️)
count-thousands = { $number } Tsd.
count-millions = { $number } Mio.

## Angebot

offer =
    { $service }
    { $country }

    Preis: <b>{ $price }</b>
    Vorrätig: { $stock }{ $figures }

    Die Nummer ist für eine SMS. Kommt keine, brich ab, und das Geld kommt zurück.
offer-again = Dieser Knopf war zu alt, und es wurde nichts gekauft. Hier ist das Angebot von jetzt:
figures-seconds =
    📈 Code bekommen: { $share } %, meist innerhalb von { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
figures-minutes =
    📈 Code bekommen: { $share } %, meist innerhalb von { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
figures-none = 📉 Hier hat in letzter Zeit keine Nummer einen Code bekommen

## Karte

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = ohne { $prefix }: <code>{ $number }</code>
code-line = 🔑 Code: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Vorher: <code>{ $code }</code>
clock = um { $time } UTC
card-buying =
    ⏳ <b>Die Nummer wird gekauft …</b>

    Das dauert ein paar Sekunden. Du musst nichts tun.
card-waiting =
    ⏳ <b>Warten auf die SMS.</b> Der Code erscheint von selbst hier.

    Die Nummer läuft { $left } ab.
card-waiting-long =
    ⏳ <b>Die SMS ist noch nicht da.</b> Hier kommt sie meist innerhalb von { $usual }: <b>Kein Code?</b> zeigt, was du prüfen kannst.

    Die Nummer läuft { $left } ab.
usual-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
usual-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
card-cancelling =
    ⏳ <b>Wird abgebrochen …</b>

    Der Anbieter muss es bestätigen, das kann ein paar Minuten dauern. Hier siehst du, was daraus wird.
card-replacing =
    🔁 <b>Wird ersetzt …</b> Erst muss der Anbieter den Abbruch bestätigen. Dann wird dasselbe noch einmal gekauft, für höchstens { $price }.

    Kommt die SMS inzwischen doch, bekommst du den Code, und es wird nichts gekauft.
card-cancel-refused = Der Anbieter hat den Abbruch noch nicht angenommen: Viele tun das in den ersten Minuten nicht. Er wird von selbst wieder geschickt, bis es klappt.
card-cancel-from = So früh nimmt der Anbieter keinen Abbruch an. Er wird { $when } von selbst wieder geschickt.
card-replaced = 🔁 <b>Die nächste Nummer</b> hat unten eine eigene Nachricht.
card-replace-code = 🔁 Es wurde keine andere Nummer gekauft: Der Code kam vor dem Abbruch.
card-replace-unconfirmed = 🔁 Es wurde keine andere Nummer gekauft: Dafür muss der Abbruch bestätigt sein.
card-replace-late = 🔁 Es wurde keine andere Nummer gekauft: Der Anbieter hat den Abbruch zu spät bestätigt.
card-replace-restart = 🔁 Es wurde keine andere Nummer gekauft: Der Shop wurde inzwischen neu gestartet.
card-replace-paused = 🔁 Es wurde keine andere Nummer gekauft: Die Käufe wurden inzwischen angehalten.
card-replace-short = 🔁 Es wurde keine andere Nummer gekauft: Dein Guthaben reicht nicht.
card-replace-voucher = 🔁 Keine andere Nummer gekauft: Dein Gutschein bezahlt sie nicht mehr.
card-expiring =
    ⏳ <b>Die Zeit ist um.</b>

    Die Nummer wird abgebrochen. Hier siehst du, was daraus wird.
card-code = ✉️ <b>Der Code ist da.</b>
card-readying =
    ⏳ <b>Der Anbieter wird um eine weitere SMS gebeten …</b>

    Fordere den neuen Code erst an, wenn die Nummer bereit ist: Du siehst es hier.
card-further =
    ⏳ <b>Warten auf eine weitere SMS.</b> Der Code erscheint von selbst hier.

    Die Nummer läuft { $left } ab.
card-no-further = ✉️ <b>Der Code ist da.</b> Der Anbieter gibt für diese Nummer keine weitere SMS.
card-moved = 👇 <b>Diese Nummer steht in einer neueren Nachricht.</b>
card-done = ✅ <b>Fertig.</b>
card-cancelled = ↩️ <b>Abgebrochen.</b> Das Geld ist zurück: { $price }.
card-expired = ⌛ <b>Es kam keine SMS.</b> Das Geld ist zurück: { $price }.
card-cancelled-voucher = ↩️ <b>Storniert.</b> Dein Gutschein ist nicht verbraucht.
card-expired-voucher = ⌛ <b>Es kam keine SMS.</b> Dein Gutschein ist nicht verbraucht.
card-ended-by-provider =
    ⚠️ <b>Der Anbieter sagt, dass diese Nummer beendet ist.</b> Dass das Geld zurück ist, hat er nicht bestätigt.

    Kommt noch ein Code, steht er hier. Kommt keiner, geht der Betreiber der Sache nach.
card-cancelled-checked = ↩️ <b>Abgebrochen.</b> Der Betreiber hat es geprüft: Das Geld ist zurück, { $price }.
card-not-returned =
    ✖️ <b>Es kam kein Code, und der Anbieter hat das Geld behalten.</b>

    Den Verlust trägt der Betreiber, nicht du. Versuch es einfach noch einmal.
card-cancel-unconfirmed =
    ⚠️ <b>Der Anbieter hat den Abbruch nicht bestätigt.</b>

    Ob das Geld zurück ist, ist noch nicht bekannt. Kommt noch ein Code, steht er hier; kommt keiner, geht der Betreiber der Sache nach.
card-failed = ✖️ <b>Es wurde keine Nummer gekauft.</b> Es wurde nichts berechnet.
card-price-changed =
    ✖️ <b>Der Preis hat sich geändert</b>: Es waren { $old }, jetzt sind es { $new }.

    Es wurde keine Nummer gekauft und nichts berechnet.
card-price-refused =
    ✖️ <b>Der Preis ist inzwischen gestiegen.</b> Zum alten Preis verkauft der Anbieter nicht mehr.

    Es wurde keine Nummer gekauft und nichts berechnet.
card-paused =
    ✋ <b>Die Käufe wurden gerade angehalten.</b> Dieser wurde nicht mehr abgeschickt.

    Es wurde nichts berechnet. Bitte versuch es später noch einmal.
card-given-back =
    ✖️ <b>Der Anbieter hat eine unlesbare Nummer verkauft.</b> Er hat sie zurückgenommen.

    Damit ist auch das Geld zurück. Versuch es einfach noch einmal.
card-out-of-stock =
    ✖️ <b>Ausverkauft.</b> Gerade ist keine solche Nummer mehr da.

    Es wurde nichts berechnet. Versuch es noch einmal oder nimm ein anderes Land.
card-account-empty =
    ✖️ <b>Der Shop kann gerade nicht kaufen.</b> Der Betreiber muss erst sein Konto aufladen.

    Es wurde nichts berechnet.
card-throttled =
    ✖️ <b>Zu viele Käufe auf einmal.</b>

    Es wurde nichts berechnet. Bitte versuch es in einer Minute noch einmal.
card-provider-down =
    ✖️ <b>Der Anbieter ist nicht erreichbar.</b>

    Es wurde nichts berechnet. Bitte versuch es in ein paar Minuten noch einmal.
card-refused =
    ✖️ <b>Der Anbieter wollte diese Nummer nicht verkaufen.</b>

    Es wurde nichts berechnet. Versuch es noch einmal oder nimm ein anderes Land.
card-stale =
    ✖️ <b>Der Kauf hing zu lange fest und wurde nicht abgeschickt.</b>

    Es wurde nichts berechnet. Versuch es einfach noch einmal.
card-unknown =
    ❔ <b>Ob eine Nummer gekauft wurde, ist nicht bekannt.</b> Der Anbieter hat nicht geantwortet.

    Der Betreiber weiß Bescheid und vergleicht es mit dem Konto; in dieser Nachricht steht dann, was dabei herauskam. Dieser
    Kauf wird nie noch einmal abgeschickt und kann also nicht doppelt berechnet werden.
    Du kannst einen neuen versuchen.
card-not-charged =
    ✖️ <b>Es wurde keine Nummer gekauft.</b> Das wurde geprüft: Es wurde nichts berechnet.

    Versuch es einfach noch einmal.
card-lost =
    ✖️ <b>Die Nummer ging unterwegs verloren.</b> Der Anbieter hat sie berechnet, aber nie gesagt, welche es war.

    Den Verlust trägt der Betreiber, nicht du. Versuch es einfach noch einmal.
waiting-help =
    <b>Noch kein Code?</b> Hier kommt er meist innerhalb von { $usual }.

    • Hat der Dienst genau diese Nummer, mit dem richtigen Land?
    • Hast du eine SMS verlangt, und keinen Anruf und keine Nachricht in seiner App?
    • Lass den Code nach einer Minute noch einmal schicken.

    🔁 <b>Ersetze</b> die Nummer, wenn der Dienst sie benutzt, ungültig oder virtuell (VoIP) nennt, oder wenn nach zwei Versuchen nichts kommt.

    Die Nummer läuft { $left } ab. Ohne SMS wird sie bis dahin abgebrochen, und das Geld kommt zurück: Bis dahin geht nichts verloren.
replace-dearer =
    <b>Dasselbe kostet jetzt mehr:</b> { $new } statt { $old }.

    Noch ist nichts abgebrochen. Für diesen Preis ersetzen?
replace-sold-out =
    <b>Dasselbe ist gerade ausverkauft.</b>

    Noch ist nichts abgebrochen: Du kannst diese Nummer behalten oder anderswo eine suchen.
cancel-question =
    <b>Diese Nummer abbrechen?</b>

    Die SMS kommt dann nicht mehr, und { $price } gehen an das Konto des Betreibers zurück.
report-question =
    <b>Was stimmt nicht?</b>

    Die Nummer wird gleich abgebrochen, und das Geld kommt zurück, sobald der Anbieter das bestätigt. Der Betreiber bekommt eine Notiz mit deinen Worten, und andere sehen, dass solche Nummern scheitern.
report-question-code =
    <b>Nimmt der Dienst den Code nicht?</b>

    Jede Anforderung macht frühere Codes ungültig, also gilt nur der neueste. Für eine Nummer, die ihre SMS bekam, erstattet der Anbieter nichts. Der Betreiber bekommt eine Notiz und kann dir antworten.
report-used = Der Dienst sagt, die Nummer sei schon benutzt
report-no-code = Angefordert, und es kam kein Code
report-bad-code = Der Dienst nimmt den Code nicht
report-sent =
    🆘 <b>Danke, es ist notiert.</b> Was genau sagt der Dienst? Antworte auf diese Nachricht (wischen oder gedrückt halten, dann Antworten), und deine Worte gehen an den Betreiber.

    Ohne sie geht die Notiz in zwei Minuten ab.
report-words-sent = 📨 Der Betreiber bekommt deine Notiz. Eine Antwort kommt hier.
report-again-words = Der Betreiber hat deine Notiz schon.
report-again = Diese Nummer ist schon gemeldet. Eine Antwort kommt hier.
report-many = ✋ Das wären mehr als { $max } Meldungen in 24 Stunden. Eine Nummer ohne SMS kannst du einfach abbrechen: Ihr Geld kommt zurück.
report-never = Das passt nicht mehr zur Nummer: Sieh ihre Karte an.
report-head = 🆘 <b>Ein Nutzer meldet eine Nummer:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Nummer: …{ $end }
    Gekauft { $bought }, gemeldet { $reported }
report-answer-how = Antworte mit einem Knopf, oder antworte auf diese Nachricht mit einem Satz: Der Nutzer bekommt ihn.
report-answered = ✔️ <b>Beantwortet.</b> Der Nutzer weiß es.
report-answer-sent = ✔️ Der Nutzer bekommt deine Antwort.
report-accepted = 🛟 <b>Der Betreiber hat es sich angesehen: Du hast recht, diese Nummer war nutzlos.</b> Das tut uns leid.
report-declined = 🛟 <b>Der Betreiber hat es sich angesehen</b> und an der Nummer nichts gefunden.
report-operator-says = 🛟 <b>Der Betreiber antwortet:</b> <blockquote>{ $words }</blockquote>

## Meine Nummern und der Kontostand

numbers =
    <b>Meine Nummern</b>

    { $count ->
        [one] Bisher eine. Tippe sie an, um sie zu öffnen.
       *[other] Bisher { $count }, die wartenden zuerst. Tippe eine an, um sie zu öffnen.
    }
numbers-none =
    <b>Meine Nummern</b>

    Noch keine.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Meine Nummern</b>: welcher Dienst?
file-caption =
    Alles, was noch aufbewahrt ist; die Zeiten sind in UTC.

    Lösch die Datei, wenn du sie nicht mehr brauchst: Darin können Nummern und Codes stehen.
file-user = Nutzer-ID
file-name = Name
file-day = Tag (UTC)
file-time = Zeit
file-service = Dienst
file-country = Land
file-price = Preis
file-currency = Währung
file-outcome = Ausgang
file-request = Anfrage
file-number = Nummer
file-codes = Codes
file-voucher = Gutschein
file-link = Link
outcome-waiting = wartet
outcome-code = Code kam an
outcome-cancelled = abgebrochen, Geld zurück
outcome-unconfirmed = Abbruch nicht bestätigt
outcome-failed = nicht gekauft
outcome-unknown = noch nicht bekannt
outcome-lost = berechnet, kein Code
forget-question =
    <b>Vergiss mich</b>

    Was der Bot von dir aufbewahrt, wird sofort gelöscht: Name, Sprache, Erinnerungen, angeheftete Angebote, Nummern und Codes.

    Was bleibt: deine ID im Geldprotokoll des Betreibers, und für zwei Tage, was deine Käufe bei den Limits zählen. Die Nachrichten in diesem Chat löschst du selbst.
forgotten =
    <b>Du bist vergessen.</b>

    Du kannst diesen Chat jetzt löschen. Schreibst du wieder, bist du neu hier.
forget-live =
    ✋ <b>Es wurde nichts gelöscht: Eine deiner Nummern ist noch nicht beendet.</b>

    Brich sie ab oder warte, bis sie beendet ist. Muss der Betreiber noch etwas prüfen, kann es länger dauern.
forget-money =
    ✋ <b>Es wurde nichts gelöscht: Du hast noch Guthaben.</b>

    Gib es zuerst aus oder frag den Betreiber danach.
balance = Kontostand: <b>{ $amount }</b>
balance-hold = Vorgemerkt: { $amount }
balance-channels = Offene Nummern: { $active } von { $channels }
balance-rating = Bewertung: { $rating }
switch-on = 🟢 <b>Käufe sind an.</b>
switch-free = Der Schalter im Chat steht auf an.
switch-off =
    ⏸ <b>Käufe sind angehalten.</b> Gekaufte Nummern laufen normal weiter.

    Von { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ In den Einstellungen steht aber PURCHASES=off: Verkauft wird erst wieder, wenn der Betreiber das ändert.
wallet = <b>Guthaben</b>
wallet-none = Hier ist noch nichts geschehen.
wallet-balance = 👛 Dein Guthaben: <b>{ $free }</b>
wallet-balance-held = 👛 Dein Guthaben: <b>{ $free }</b>, dazu { $held } für deine Nummern vorgemerkt
wallet-topup = ➕ { $amount } · aufgeladen
wallet-refund = ➖ { $amount } · eine Aufladung wurde erstattet
wallet-refund-refused = ➕ { $amount } · eine Erstattung wurde abgelehnt, das Geld ist wieder hier
wallet-voucher = { $sign } { $amount } · Gutschein
wallet-voucher-capture = 🎟 { $amount } · von deinem Gutschein bezahlt: { $what }
wallet-allowance = { $sign } { $amount } · Budget
wallet-hold = ⏳ { $amount } · vorgemerkt für { $what }
wallet-release = ↩️ { $amount } · zurück von { $what }
wallet-capture = ✅ { $amount } · bezahlt für { $what }
wallet-reason = { $sign } { $amount } · vom Betreiber: { $reason }
wallet-other = { $sign } { $amount } · vom Betreiber
wallet-offer = 👛 Dein Guthaben: { $have }
wallet-offer-short = 👛 Dein Guthaben: { $have }, dafür zu wenig
wallet-too-little =
    👛 <b>Du hast { $have }, und es kostet { $price }.</b>

    Es wurde nichts gekauft.
voucher-redeemed = 🎟 <b>{ $amount }</b> von diesem Gutschein sind jetzt in deinem Guthaben.
voucher-unknown = 🎟 So einen Gutschein gibt es nicht. Bitte sieh nach, ob der Code ganz ist: Er sieht aus wie <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Dieser Gutschein ist schon eingelöst. Bitte frag dort nach, wo du ihn bekommen hast.
voucher-expired = 🎟 Dieser Gutschein ist abgelaufen. Bitte frag dort nach, wo du ihn bekommen hast.
voucher-revoked = 🎟 Dieser Gutschein wurde widerrufen. Bitte frag dort nach, wo du ihn bekommen hast.
voucher-tries = 🎟 Zu viele falsche Codes. Bitte versuch es in einer Stunde noch einmal.
voucher-shut-out = Du kannst diesen Bot nicht mehr benutzen.
voucher-how-to-redeem =
    🎟 <b>Gutschein einlösen</b>

    Schick einfach seinen Code, etwa <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Das Geld kommt in dein Guthaben.
voucher-wrong = ✋ Es wurden keine Gutscheine erstellt: Das ist nicht lesbar.
voucher-how-to-make =
    🎟 <b>Gutscheine erstellen</b>

    <code>/voucher 100</code> erstellt einen über diesen Betrag, für { $days } Tage.
    <code>/voucher 100 20 60</code> erstellt zwanzig, für 60 Tage.

    Höchstens { $count } auf einmal und höchstens { $longest } Tage.
    Wer einen einlöst, darf diesen Bot benutzen, auch wenn er privat ist.
voucher-made = 🔑 Die Codes werden nur dieses eine Mal gezeigt. Wer einen hat, kann ihn einlösen: Verschick sie wie Geld.
voucher-made-before = 🎟 Diese Gutscheine wurden schon erstellt, und Codes werden nur einmal gezeigt. Wenn du sie nicht hast, widerrufe sie und erstelle neue.
voucher-file = 🎟 Alle Codes auf einmal.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Eingelöst: { $used } · bis { $until }
voucher-batch-revoked = ⛔ Widerrufen
voucher-batch-gone = Diese Gutscheine gibt es nicht mehr.
voucher-revoke-question = Widerrufen, was nicht benutzt ist? Eingelöstes bleibt eingelöst.
vouchers = 🎟 <b>Gutscheine</b>
vouchers-none = Noch keine: <code>/voucher 100 20</code> erstellt zwanzig.
voucher-number = 🎟 <b>Dieser Gutschein ist für eine Nummer: { $what }</b>, bis { $most }. Er gilt bis { $until } und kostet dich nichts.
voucher-number-taken = 🎟 Du hast diesen Gutschein benutzt: { $what }. Die Nummer ist unter deinen.
voucher-no-wallet = 🎟 Gutscheine über Geld lassen sich hier gerade nicht einlösen.
voucher-how-to-make-number =
    <b>Für eine Nummer</b>: <code>/voucher 15 20 60 telegram vietnam</code> erstellt zwanzig, jeden für eine Nummer dieses Dienstes und Landes, die höchstens 15 kostet, für 60 Tage.
    Nenne einen Dienst und ein Land, die vorrätig sind. Wer einen einlöst, darf einen privaten Bot nur dafür nutzen.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Eingelöst: { $redeemed } · benutzt: { $used } · bis { $until }
voucher-revoke-question-number = Widerrufen, was nicht benutzt ist? Damit lässt sich dann keine Nummer mehr kaufen, ob eingelöst oder nicht. Gekaufte Nummern laufen weiter.
voucher-pays = 🎟 Dein Gutschein bezahlt sie.
voucher-offer-short = 🎟 Dein Gutschein reicht bis { $reach } und bezahlt sie daher nicht. Er bleibt dir.
voucher-offer-guest = Dieser Bot ist privat: Du kannst nur mit einem Gutschein kaufen.
voucher-refused = 🎟 Dein Gutschein bezahlt das nicht mehr. Es wurde nichts gekauft. Das ist das Angebot von jetzt:
voucher-card-held = 🎟 Bis das geklärt ist, bleibt dein Gutschein vergeben.
voucher-card-free = 🎟 Dein Gutschein war schon zurück, darum ist dieser Code umsonst.
voucher-card-back = 🎟 Dein Gutschein ist nicht verbraucht.
wallet-card-held = 👛 Bis das klar ist, bleiben { $price } in deinem Guthaben vorgemerkt.
wallet-card-back = 👛 Deine { $price } sind schon wieder in deinem Guthaben.
wallet-card-free = 👛 Das Geld war schon wieder in deinem Guthaben, dieser Code ist also gratis.
cancel-question-wallet =
    <b>Diese Nummer abbrechen?</b>

    Die SMS kommt dann nicht mehr, und { $price } gehen in dein Guthaben zurück.
cancel-question-voucher =
    <b>Diese Nummer stornieren?</b>

    Die SMS kommt dann nicht mehr, und dein Gutschein ist nicht verbraucht.
alert-ledger-wrong = 🔴 <b>Das Kassenbuch der Guthaben geht nicht auf.</b> Alle Konten zusammen haben { $total } und sollten 0 haben. Falsch: { $accounts }. Bitte sieh in <code>python -m bot audit --ledger</code> nach.
alert-provider-price = Preis des Anbieters: { $price }
reminder-title = { $service } · { $country }
reminder-any = sobald es vorrätig ist
reminder-at = bei { $price } oder weniger
reminder-question =
    🔔 { $title }

    Jetzt kostet es <b>{ $price }</b>. Bei welchem Preis soll ich dir Bescheid geben?
    Beim jetzigen Preis bekommst du Bescheid, wenn es teurer oder ausverkauft war und wieder da ist.
reminder-set =
    🔔 <b>Du bekommst Bescheid: { $when }.</b>

    Einmal, innerhalb von { $days } Tagen, mit einer Nachricht hier. Es wird nichts von selbst gekauft.
reminder-full =
    ✋ <b>Du hast { $max } Erinnerungen, mehr sind nicht möglich.</b>

    Entferne eine, die du nicht mehr brauchst.
reminder-in-stock = ✅ <b>Es ist gerade vorrätig.</b>
reminders =
    <b>🔔 Erinnerungen</b>

    Tippe eine an, um sie zu entfernen.
reminders-none =
    <b>🔔 Erinnerungen</b>

    Noch keine. Du kannst sie bei jedem Angebot setzen, auch bei einem ausverkauften.
reminder-line =
    { $title }
    { $when }, bis { $ends }
reminder-told =
    🔔 <b>Es ist vorrätig: { $price }</b>
    { $title }

    Gesehen { $when }. Es kann schnell weg sein.

## Für alle, die den Shop betreiben

overview = <b>🛠 Der Shop auf einen Blick</b>
overview-no-account = ⚠️ Kein Kontostand: Der Anbieter antwortet nicht.
overview-now =
    Warten auf einen Code: <b>{ $waiting }</b>
    Nutzer: { $users }
overview-day =
    <b>Die letzten 24 Stunden</b>
    Gekaufte Nummern: <b>{ $bought }</b>
    Codes: <b>{ $codes }</b> · { $share } der beendeten
    Erstattet: { $refunded }
    Nicht gekauft: { $failed }
    Bezahlt: <b>{ $spent }</b>, zurückbekommen: { $back }
overview-trouble = ⚠️ Ausgang unbekannt: { $unknown }, Abbruch nicht bestätigt: { $unconfirmed }
share = { $percent } %
picture-title = Angekommene Codes, { $days ->
        [one] letzte 24 Stunden
       *[other] letzte { $days } Tage
    }
picture-best = Die besten
picture-worst = Die schlechtesten
picture-few = Zu wenige für ein Urteil
picture-note = { $share } · { $codes } von { $ended }
picture-caption = Von den beendeten Nummern die mit einem Code. Dienste mit weniger als { $few } stehen für sich.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = In dieser Zeit endete keine Nummer.
people =
    <b>Nutzer: { $count }</b>

    Mit <code>/user</code> und einer ID, einem @namen oder einem Namen findest du jemanden. Du siehst, was erlaubt ist und was heute geschah; du kannst Zugang geben, aussperren oder ein Limit erhöhen.
    Mehrere IDs, wie <code>/user 123 456</code>: alle zulassen oder alle aussperren.
people-nobody =
    Jemand namens <b>{ $wanted }</b> war nie hier.

    Über die ID findest du alle: <code>/user 12345</code>
people-several = Mehrere heißen <b>{ $wanted }</b>. Wer ist gemeint?
selection =
    { $count ->
        [one] <b>{ $count } Nutzer</b>
       *[other] <b>{ $count } Nutzer</b>
    }

    Was du antippst, gilt für alle. Was sie gekauft haben, läuft weiter.
selection-line = { $mark } { $person }
selection-gone = Diese Auswahl ist zu alt. Es wurde nichts geändert: Schick die IDs noch einmal.
selection-wrong =
    ✋ <b>Es wurde nichts geändert.</b> Diese lassen sich nicht zulassen oder aussperren: { $wrong }

    Es sind keine IDs von Nutzern, oder solche von Admins, oder mehr als { $max } auf einmal.
costs =
    <b>💸 { $title }</b> (Tage nach UTC)

    Nummern: <b>{ $numbers }</b>, Nutzer: { $users }
    Kosten: <b>{ $amount }</b>, Erstattungen abgezogen
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Niemand hat etwas gekauft.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Ein Admin.
person-let-in = ✅ Darf den Bot benutzen: von einem Admin zugelassen.
person-shut-out = ⛔ Darf den Bot nicht benutzen: von einem Admin ausgesperrt. Schon Gekauftes läuft weiter.
person-listed = ✅ Darf den Bot benutzen: steht in ALLOWED_IDS.
person-public = ✅ Darf den Bot benutzen: Er ist öffentlich.
person-stranger = ⛔ Darf den Bot nicht benutzen: Er ist privat.
person-guest = 🎟 Darf einen Gutschein nutzen und sonst nichts: Der Bot ist privat.
person-seen = Hier seit { $since }, zuletzt gesehen { $seen }
person-never = War nie hier.
person-gone = 🚪 Hat den Bot blockiert oder verlassen.
person-wallet = 👛 Guthaben: { $free }, vorgemerkt { $held }
grants =
    💰 <b>Geld geben oder nehmen</b>

    Geben: <code>/credit { $id } 100 Entschuldigung fürs Warten</code>
    Zurücknehmen: <code>/debit { $id } 100 doppelt bezahlt</code>
    Der Nutzer erfährt es und liest deine Worte.

    So viel jeden Monat: <code>/budget { $id } 500</code>
    Nur einmal: <code>/budget { $id } 500 once</code>
    Nichts mehr: <code>/budget { $id } 0</code>
grants-wrong = ✋ Es wurde nichts gebucht: Das ist nicht lesbar. Nötig sind eine ID, ein Betrag und für credit oder debit ein Grund.
earnings-day = 💹 <b>Einnahmen der letzten 24 Stunden</b>
earnings-week = 💹 <b>Einnahmen der letzten 7 Tage</b>
earnings-month = 💹 <b>Einnahmen der letzten 30 Tage</b>
earnings-sales =
    Verkaufte Nummern: { $sold }
    Nutzer zahlten: { $captured }
    Der Anbieter berechnete: { $cost }
    <b>Marge: { $margin }</b>
earnings-in =
    Aufgeladen: { $topped_up }
    Aufladungen erstattet: { $refunded }
    Gutscheine, Gutschriften und Budgets: { $granted }
earnings-stars =
    ⭐ Eingenommene Sterne: { $received } ({ $worth })
    Jetzt noch rückzahlbar: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 In allen Guthaben jetzt: { $owed }, davon vorgemerkt: { $held }. Das schuldest du deinen Nutzern.
sales-day = Verkäufe, 24 Stunden
sales-week = Verkäufe, 7 Tage
sales-month = Verkäufe, 30 Tage
sales-sold = Verkaufte Nummern
sales-captured = Nutzer zahlten
sales-cost = Anbieter
sales-margin = Marge
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = Nach Stunden oder Tagen in UTC. Die Linie ist, was bleibt: was Nutzer zahlten, minus was der Anbieter nahm.
sales-nothing = In dieser Zeit wurde nichts verkauft.
ledger-file = 📒 Das Kassenbuch, eine Zeile je Buchung.
alert-cover-short = 🟠 <b>Das Konto deckt die Guthaben nicht.</b> Darauf sind { $balance }, und Nutzer können { $owed } ausgeben. Darin steckt dein Aufschlag, du brauchst also etwas weniger.
grant-done = { $sign } { $amount } für <code>{ $id }</code> ist gebucht. Verfügbar sind dort jetzt { $free }.
grant-told = Der Nutzer hat eine Nachricht bekommen.
grant-untold = Eine Nachricht kam nicht an; der Nutzer sieht es im Guthaben.
grant-short = ✋ Es wurde nichts genommen: <code>{ $id }</code> hat { $free } zum Ausgeben.
allowance-set =
    📅 <code>{ $id }</code> bekommt <b>{ $amount }</b> jeden Monat und hat jetzt { $free }.

    Jeder Monat wird einmal gebucht, an seinem Anfang und dieser jetzt. Ein geänderter Betrag gilt vom nächsten Monat an. Nicht Ausgegebenes bleibt.
allowance-ended = 📅 <code>{ $id }</code> bekommt monatlich nichts mehr. Die { $free }, die da sind, bleiben.
allowances = 📅 <b>Jeden Monat</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Niemand bekommt monatlich etwas.
allowances-how = Setze es mit <code>/budget 12345 500</code>, beende es mit <code>/budget 12345 0</code>.
cap-active = Wartend zugleich
cap-hour = In einer Stunde
cap-day = In 24 Stunden
cap-spending = Ausgegeben in 24 Stunden
cap-unused = Ungenutzt in Folge
cap-line = { $name }: <b>{ $used }</b> von { $most }
cap-own-line = { $name }: <b>{ $used }</b> von { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Wie viel darf es hier höchstens sein?
no-limit = beliebig viele
announcement-how-to =
    <b>📣 Mitteilung an alle</b>

    Schick <code>/notice</code> und den Text in einer Nachricht; Fettes, Links und Ähnliches bleiben erhalten. Oder antworte mit <code>/notice</code> auf eine eigene Nachricht.

    Du siehst vorher, wie sie aussieht und an wie viele sie geht. Wer ausgesperrt ist oder den Bot blockiert hat, bekommt keine.
announcement-question =
    👆 <b>So wird sie aussehen.</b>

    { $count ->
        [one] Sie geht an { $count } Nutzer
       *[other] Sie geht an { $count } Nutzer
    } und braucht etwa { $minutes } min. Codes gehen vor.
announcement-dropped = Verworfen. Niemand hat etwas bekommen.
announcement-too-old = Diese Mitteilung gibt es nicht mehr. Mit diesem Tippen wurde nichts verschickt: Schreib sie mit /notice neu.
announcement-busy = ✋ <b>Eine andere Mitteilung ist noch unterwegs.</b> Deine wurde nicht verschickt: Tippe danach noch einmal auf Senden.
announcement-running = 📣 <b>Die Mitteilung wird verschickt …</b>
announcement-stopped = ⏸ <b>Die Mitteilung ist angehalten.</b> Sie kann dort weitergehen, wo sie war.
announcement-done = ✅ <b>Die Mitteilung ist verschickt.</b>
announcement-counts =
    Gesendet: <b>{ $sent }</b>
    Bot blockiert: { $gone }
    Fehlgeschlagen: { $failed }
    Übrig: { $left }

## Limits

limit-active =
    ✋ <b>Du wartest schon auf so viele Nummern, wie zugleich erlaubt sind: { $limit }.</b>

    Es wurde nichts gekauft. Warte auf einen Code oder brich eine Nummer ab, die du nicht brauchst.
limit-hour =
    ✋ <b>Du hast so viele Nummern gekauft, wie in einer Stunde erlaubt sind: { $limit }.</b>

    Es wurde nichts gekauft.
limit-day =
    ✋ <b>Du hast so viele Nummern gekauft, wie in 24 Stunden erlaubt sind: { $limit }.</b>

    Es wurde nichts gekauft.
limit-spending =
    ✋ <b>Das wäre mehr, als du in 24 Stunden ausgeben darfst: { $limit }.</b>

    Es wurde nichts gekauft.
limit-price =
    ✋ <b>Das kostet mehr, als eine Nummer hier kosten darf: { $limit }.</b>

    Es wurde nichts gekauft. Nimm ein anderes Land oder einen anderen Dienst.
limit-unused =
    ✋ <b>Zu viele deiner Nummern blieben nacheinander ungenutzt: { $limit }.</b>

    Es wurde nichts gekauft. Der Anbieter bestraft den Shop für Nummern ohne SMS, also mach bitte eine Pause.
limit-all-active =
    ✋ <b>Alle Leitungen sind belegt.</b> Der Shop hat so viele Nummern offen, wie zugleich erlaubt sind: { $limit }.

    Es wurde nichts gekauft. Bitte versuch es in ein paar Minuten noch einmal.
limit-all-spending =
    ✋ <b>Der Shop hat ausgegeben, was er in 24 Stunden darf.</b>

    Es wurde nichts gekauft.
limit-rating =
    ✋ <b>Zu wenige deiner Nummern bekamen einen Code: weniger als { $limit } %.</b>

    Es wurde nichts gekauft. Jede Nummer ohne Code kostet den Shop Bewertung beim Anbieter, und die ist gerade niedrig. Nummern, die bei niemandem einen Code bekommen, zählen nicht.
limit-opens = Du kannst { $when } wieder kaufen.

## Was schiefging

error-not-for-sale =
    { $service } · { $country }

    Gerade <b>ausverkauft</b>.
error-not-offered =
    { $service } · { $country }

    Das wird hier nicht mehr angeboten.
nearest = Das Nächste, was vorrätig ist:
error-nothing-there = Das wird nicht mehr verkauft.
error-quote-gone = Dieser Knopf war zu alt. Es wurde nichts gekauft.
error-voucher = 🎟 Dein Gutschein reicht nicht für den Preis von jetzt. Es wurde nichts storniert oder gekauft.
error-not-found = So eine Nummer ist nicht unter deinen. Ältere werden nach einer Weile vergessen.
error-shop-closed = Der Shop ist gerade geschlossen: Der Betreiber muss erst etwas in Ordnung bringen.
error-limit = Ein Limit des Shops ist erreicht. Es wurde nichts gekauft.
error-paused =
    ⏸ <b>Käufe sind angehalten.</b>

    Es wurde nichts gekauft. Deine Nummern laufen normal weiter. Bitte komm etwas später wieder.
error-throttled = Gerade ist viel los. Bitte versuch es in einer Minute noch einmal.
error-provider = Der Anbieter antwortet gerade nicht richtig. Bitte versuch es gleich noch einmal.
error-storage = Der Bot erreicht gerade seine Datenbank nicht. Bitte versuch es gleich noch einmal: Zweimal auf Kaufen zu tippen kauft nie doppelt.
error-unexpected = Bei uns ist etwas schiefgegangen. Du kannst es noch einmal versuchen: Zweimal auf Kaufen zu tippen kauft nie doppelt.
toast-checking = Der Code wird gesucht …
toast-check-soon = Eben wurde nachgesehen. In ein paar Sekunden wieder.
toast-not-waiting = Auf diese Nummer wird nicht mehr gewartet.
toast-old-button = Dieser Knopf stammt von früher. Hier ist das Menü.
toast-pinned = Angeheftet: Es steht jetzt im Menü.
toast-unpinned = Nicht mehr im Menü.
toast-private-only = Ich arbeite nur in privaten Chats.
toast-stranger = Dieser Bot ist leider privat. Deine ID: { $id }
toast-shut-out = Du kannst diesen Bot nicht mehr benutzen.
toast-guest = Du bist mit einem Gutschein hier, nur für seine Nummer.
toast-too-fast = Zu schnell getippt. Bitte warte einen Moment.

## An den Betreiber

alert-unknown = ⚠️ <b>Ein Kauf mit unbekanntem Ausgang.</b> Er wurde abgeschickt, und es kam keine klare Antwort. Bitte vergleiche ihn mit der Liste der Anfragen beim Anbieter und sag unten, was du gefunden hast: Der Nutzer erfährt es.
evidence-before = Kontostand davor: <b>{ $before }</b> (gelesen { $seconds } s früher)
evidence-none = Kontostand davor: nicht bekannt
evidence-now = Kontostand jetzt: <b>{ $now }</b>
evidence-expected =
    Wenn nichts berechnet wurde, sollte er sein: { $free }
    Wenn doch: { $charged }
    Andere Käufe und Aufladungen der letzten Minuten können das verschieben.
evidence-not-known = nicht bekannt
alert-not-charged = ✔️ <b>Geklärt: Es wurde nicht berechnet.</b> Der Nutzer weiß es.
alert-lost = ✔️ <b>Geklärt: Es wurde deinem Konto berechnet.</b> Der Nutzer weiß, dass du es trägst.
alert-settled = ✔️ <b>Das hat sich von selbst geklärt.</b> Es ist nichts mehr zu tun.
alert-cancel-unconfirmed = ⚠️ <b>Ein Abbruch, der nie bestätigt wurde.</b> Die Nummer kann nicht mehr leben. Bitte sieh beim Anbieter nach, ob das Geld zurück ist, und sag unten, was du gefunden hast: Der Nutzer erfährt es.
alert-returned = ✔️ <b>Geklärt: Das Geld ist zurück.</b> Der Nutzer weiß es.
alert-other-number = ⚠️ <b>Der Anbieter hat etwas anderes verkauft als bestellt.</b> Anfrage { $request }: bestellt { $ordered }, verkauft { $sold } (IDs von Land und Dienst). Bitte sieh dort nach.
alert-late-purchase = ⚠️ <b>Es fand sich ein Kauf, der älter ist, als eine Nummer lebt.</b> Anfrage { $request } wurde gekauft und nie eingetragen. Bitte sieh beim Anbieter nach, was aus dem Geld wurde.
alert-auditor = 🛟 <b>Verlorenes wurde in die Warteschlange zurückgelegt: { $count }.</b> Niemand verliert dadurch etwas, aber es sollte nicht vorkommen: Bitte heb das Log auf.
alert-clock-step = 🕰 <b>Die Uhr der Datenbank ist um { $seconds } s gesprungen.</b> Wartende Nummern gehen nach der Zeit davor weiter. Bitte sorge dafür, dass der Server die Zeit hält (NTP).
alert-unreadable = 🧩 <b>Einträge in den Daten des Bots sind unlesbar: { $count }.</b> Sie wurden beiseitegelegt, alle anderen gehen weiter. Das Log nennt jeden; bitte sieh sie dir an.
alert-unreadable-answer = 🧩 <b>Eine Antwort des Anbieters ist unlesbar</b> ({ $call }). Sie kann etwas geändert haben; alles andere geht weiter. <code>{ $shape }</code>
alert-database-down = 🔴 <b>Die Datenbank kann nicht arbeiten:</b> { $reason }. Bis dahin kann nichts gekauft werden, und Codes warten.
alert-database-up = 🟢 <b>Die Datenbank arbeitet wieder.</b>
alert-worker-down = 🔴 <b>Die Arbeit des Bots steht still:</b> { $reason }. Codes und Nachrichten warten. Dauert es an, starte den Bot neu.
alert-worker-up = 🟢 <b>Die Arbeit des Bots geht weiter.</b>
alert-provider-down = 🔴 <b>Der Anbieter antwortet nicht.</b> Käufe werden so lange abgelehnt; wartende Nummern werden seltener abgefragt.
alert-provider-up = 🟢 <b>Der Anbieter antwortet wieder.</b>
alert-account-empty = 🔴 <b>Das Konto kann nicht zahlen.</b> Deshalb wurde ein Kauf abgelehnt. Kontostand: { $balance }.
alert-account-low = 🟡 <b>Auf dem Konto ist bald nichts mehr.</b> Kontostand: { $balance }.
alert-account-fine = 🟢 <b>Auf dem Konto ist wieder Geld.</b> Kontostand: { $balance }.
alert-rating-low = 🟠 <b>Die Bewertung des Kontos beim Anbieter ist { $rating }</b>, unter { $mark }. Bei 0 wird das Konto eingefroren. Nummern ohne Code senken sie, Codes und Aufladungen heben sie.
alert-rating-fine = 🟢 <b>Die Bewertung des Kontos ist wieder über { $mark }:</b> { $rating }.
alert-rating-falls = 🔴 <b>Die Bewertung des Kontos fällt schnell.</b> Vor höchstens einer Stunde war sie { $before }, jetzt ist sie { $rating }. Bei 0 wird das Konto eingefroren: /admin zeigt, welche Dienste keine Codes bekommen, und kann Käufe anhalten.
alert-balance-short = 🟠 <b>Auf dem Konto ist weniger, als das Kassenbuch sagt.</b> Kontostand: { $balance }, es sollten { $expected } sein. Zwei Ablesungen nacheinander waren zu niedrig. Etwas wurde berechnet, das dieser Bot nicht gekauft hat, oder höher als angeboten: Bitte vergleiche es mit der Liste der Anfragen beim Anbieter.
alert-offer-fails = 🕳 <b>{ $offer }: { $percent } % der letzten { $numbers } Nummern bekamen einen Code.</b> Das scheitert bei allen, und unter 17 % kosten Nummern das Konto mehr Bewertung, als sie bringen. Ausblenden? Wartende Nummern laufen weiter.
offer-hidden = 🙈 <b>Für 30 Tage ausgeblendet: { $offer }.</b> Niemand kann es finden oder kaufen; laufen mehrere Replikate, wissen es alle innerhalb von zwei Minuten.
offer-shown = 👁 <b>Wieder im Angebot: { $offer }.</b>
alert-wrong-token = 🔴 <b>Der Anbieter nimmt das Token nicht mehr an.</b> Nichts kann gekauft werden, und kein Code kommt an. Bitte trag das neue als SMSMAN_TOKEN ein und starte den Bot neu.
alert-token-works = 🟢 <b>Der Anbieter nimmt das Token wieder an.</b>
alert-updates-stopped = 🔴 <b>Den Bot erreicht keine Nachricht und kein Antippen.</b> Codes werden weiter zugestellt. Der Grund: { $reason }
alert-updates-come = 🟢 <b>Nachrichten und Antippen erreichen den Bot wieder.</b>
alert-ids =
    Nutzer: <code>{ $user }</code> · { $name }
    Aktivierung: <code>{ $activation }</code>
    Anfrage: <code>{ $request }</code>

## Knöpfe

button-buy-number = 📲 Nummer kaufen
button-numbers = 🗂 Meine Nummern
button-all-numbers = 🗂 Alle Nummern
button-by-service = 🧩 Nach Dienst
button-file = 📄 Datei schicken
button-forget = 🗑 Ja, vergiss mich
button-costs = 💸 Kosten je Nutzer
button-by-day = 📅 Nach Tag
button-by-month = 📅 Nach Monat
button-file-of-all = 📄 Datei über alle
button-let-all-in = ✅ Alle zulassen
button-shut-all-out = ⛔ Alle aussperren
button-tell-me = 🔔 Sag Bescheid, wenn es da ist
button-tell-me-at = 🔔 Sag Bescheid bei diesem Preis
button-reminder-at = 🔔 { $price } oder weniger
button-reminders = 🔔 Erinnerungen
button-wallet = 👛 Guthaben
button-balance = 💰 Kontostand
button-switch = ⏯ Käufe
button-overview = 🛠 Auf einen Blick
button-picture = 📊 Beste und schlechteste Dienste
button-picture-days = { $days ->
        [one] 📊 24 Stunden
       *[other] 📊 { $days } Tage
    }
button-people = 👥 Nutzer
button-grants = 💰 Geld geben oder nehmen
button-allowances = 📅 Budgets
button-the-user = 👤 Der Nutzer
button-earnings = 💹 Einnahmen
button-earnings-day = 24 Stunden
button-earnings-week = 7 Tage
button-earnings-month = 30 Tage
button-sales-picture = 📊 Als Bild
button-ledger = 📒 Kassenbuch schicken
button-vouchers = 🎟 Gutscheine
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Widerrufen
button-announcement = 📣 Mitteilung an alle
button-send = { $count ->
        [one] 📣 An { $count } Nutzer senden
       *[other] 📣 An { $count } Nutzer senden
    }
button-drop = 🗑 Verwerfen
button-announcement-stop = ⏸ Mitteilung anhalten
button-announcement-on = ▶️ Fortsetzen
button-hide-offer = 🙈 Ausblenden
button-offer-again = 👁 Wieder anbieten
button-person = 👤 Der Nutzer
button-let-in = ✅ Zulassen
button-shut-out = ⛔ Aussperren
button-by-settings = ↩️ Wie eingestellt
button-no-limit = Kein Limit
button-as-set = ↩️ Wie eingestellt: { $size }
button-back = ‹ Zurück
button-stop = ⏸ Käufe anhalten
button-go = ▶️ Käufe fortsetzen
button-language = 🌐 Sprache
button-help = ❓ Hilfe
button-menu = ☰ Menü
button-countries-first = 🌍 Nach Land
button-services-first = 🧩 Nach Dienst
button-other-country = 🌍 Anderes Land
button-other-service = 🧩 Anderer Dienst
button-all-services = 🧩 Alle Dienste
button-all-countries = 🌍 Alle Länder
button-buy = ✅ Kaufen für { $price }
button-buy-voucher = 🎟 Mit Gutschein kaufen
button-pin = ☆ Ins Menü
button-unpin = ★ Im Menü
button-share = ↗️ Teilen
button-open-bot = Bot öffnen
button-agree = ✅ Einverstanden
button-see-offer = Zum Angebot
button-check = 🔎 Jetzt prüfen
button-cancel = ✖️ Abbrechen
button-cancel-yes = Ja, abbrechen
button-only-cancel = ✖️ Nur abbrechen
button-replace = 🔁 Ersetzen
button-replace-then = 🔁 Dann noch einmal dasselbe
button-replace-for = 🔁 Ersetzen für { $price }
button-wrong = 🆘 Etwas stimmt nicht
button-used = 📵 Schon benutzt
button-asked-twice = 🔕 Zweimal verlangt, kein Code
button-bad-code = 🔢 Der Code geht nicht
button-without-words = 📨 Ohne Worte senden
button-report-right = 👍 Stimmt, sorry
button-report-fine = 👎 Nichts gefunden
button-no-code = ❓ Kein Code?
button-keep = Behalten
button-not-charged = Nicht berechnet
button-charged = Berechnet
button-returned = Geld ist zurück
button-kept = Ist es nicht
button-done = ✅ Keine SMS mehr nötig
button-copy-sms = Ganze SMS kopieren
button-further = 📩 Noch eine SMS
button-another = ➕ Weitere Nummer
button-same-again = 🔁 Noch einmal dasselbe
button-try-again = 🔄 Noch einmal
button-refresh = 🔄 Aktualisieren

## Was check dem ersten Admin schickt

trial = Das ist ein Test von <b>check</b>: So sehen Karten aus.
trial-copy = Kopieren
topup =
    ⭐ <b>Aufladen mit Telegram-Sternen</b>

    Dein Guthaben: <b>{ $balance }</b>
    Ein Stern ist { $worth } wert.

    Wähle einen Betrag oder schreib einen anderen, etwa <code>/topup 75</code>

    <b>Die Zahlung klappt nicht?</b> Dann hast du vielleicht zu wenige Sterne. Telegram verkauft sie gleich dort und in den Einstellungen unter „Meine Sterne“.
topup-ask = Dieser Bot nimmt keine Sterne. Geld für dein Guthaben: Frag { $contact }
topup-none = Dieser Bot nimmt keine Sterne. Sein Betreiber kann Geld in dein Guthaben legen.
topup-voucher = 🎟 Ein Gutschein? Schick einfach seinen Code hierher.
button-topups-of = ⭐ Aufladungen
button-topup = ⭐ Aufladen
button-topups = Meine Aufladungen
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ { $stars } ⭐ zurückgeben
invoice-title = Aufladung des Guthabens
invoice =
    { $stars ->
        [one] Aus { $stars } Stern werden
       *[other] Aus { $stars } Sternen werden
    } { $amount } Guthaben bei diesem Bot.
topup-paid =
    ✅ <b>{ $amount } sind da</b>, für { $stars } ⭐.

    Dein Guthaben ist jetzt { $balance }.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ gingen an dich zurück.</b>

    { $amount } wurden abgezogen, dein Guthaben ist jetzt { $balance }.
topup-refused =
    ⚠️ <b>Telegram hat die { $stars } ⭐ nicht zurückgegeben.</b>

    { $amount } sind wieder in deinem Guthaben, es ist jetzt { $balance }. Bitte frag nach: /paysupport
topups = <b>Deine Aufladungen</b>
topups-take-back = Was du nicht ausgegeben hast, kannst du unten antippen und zurückholen.
topups-none = Du hast noch keine Sterne eingezahlt.
topups-of = <b>Aufladungen von Nutzer <code>{ $user }</code></b>
topups-of-none = Nutzer <code>{ $user }</code> hat noch keine Sterne eingezahlt.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ auf dem Rückweg
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ zurückgegeben
refund-question =
    <b>{ $stars } ⭐ zurückgeben?</b>

    { $amount } gehen vom Guthaben ab, und Telegram gibt die Sterne zurück. Eine Zahlung geht ganz oder gar nicht zurück.
refund-question-spent =
    <b>{ $stars } ⭐ zurückgeben, obwohl ein Teil ausgegeben ist?</b>

    Sie brachten { $amount }, und im Guthaben sind { $left }. Es wäre dann unter null, und bis zum Ausgleich ließe sich nichts kaufen.
refund-spent =
    <b>Diese Zahlung kann jetzt nicht zurück.</b>

    Sie brachte { $amount }, und dein Guthaben ist { $left }. Eine Zahlung geht ganz oder gar nicht zurück.
refund-begun =
    ⏳ <b>{ $stars } ⭐ sind auf dem Rückweg.</b>

    { $amount } sind vom Guthaben abgezogen. Du erfährst hier, wenn sie angekommen sind.
refund-again = Diese Zahlung ist schon zurück oder unterwegs.
refund-late = Die Zeit, in der du diese Zahlung selbst zurückholen konntest, ist vorbei. Bitte frag nach: /paysupport
paysupport =
    <b>Fragen zu einer Zahlung?</b>

    Schreib an { $contact } und sag, wann du bezahlt hast und wie viele Sterne.

    Der Support von Telegram kann bei Zahlungen an diesen Bot nicht helfen.
paysupport-nobody = Der Betreiber dieses Bots hat niemanden genannt, der Fragen zu Zahlungen beantwortet.
checkout-paused = Käufe sind angehalten, deshalb werden gerade keine Sterne angenommen. Du hast nicht bezahlt.
checkout-shut-out = Du kannst diesen Bot nicht mehr benutzen. Du hast nicht bezahlt.
checkout-not-ours = Diese Rechnung ist zu alt. Bitte mach mit /topup eine neue. Du hast nicht bezahlt.
checkout-other-user = Diese Rechnung ist für jemand anderen. Bitte mach mit /topup eine eigene. Du hast nicht bezahlt.
checkout-storage = Zahlungen sind gerade nicht möglich. Bitte versuch es noch einmal. Du hast nicht bezahlt.
error-no-such-amount = Bitte wähle 1 bis 10.000 Sterne, etwa <code>/topup 75</code>
error-no-such-topup = So eine Zahlung von dir gibt es nicht.
alert-payment-without-invoice = ⭐ Nutzer <code>{ $user }</code> hat { $stars } ⭐ mit einer Rechnung bezahlt, die inzwischen vergessen ist. Sie wurden zum heutigen STAR_RATE gutgeschrieben.
alert-refunded-elsewhere = ⭐ Telegram hat Nutzer <code>{ $user }</code> { $stars } ⭐ zurückgegeben, ohne dass dieser Bot es tat. Das Guthaben ist belastet und kann unter null sein.
alert-refund-refused = ⭐ Telegram gibt Nutzer <code>{ $user }</code> { $stars } ⭐ nicht zurück: { $reason }. Das Geld ist wieder im Guthaben, und der Nutzer weiß es.
alert-refund-stuck = ⭐ Eine Rückgabe von Sternen ist seit über einer Stunde ohne Antwort: { $reason }. Sie wird weiter versucht.
alert-strange-stars = ⭐ Transaktionen von Sternen, die keine Aufladungen dieses Bots sind: { $count }, zusammen { $stars } ⭐. Dafür wurde nichts gebucht.
alert-stars-unreadable = ⭐ Unlesbare Transaktionen von Sternen: { $count }. In Guthaben können Zahlungen fehlen: Bitte sag es den Entwicklern.
command-topup = Mit Sternen aufladen
command-paysupport = Fragen zu einer Zahlung
