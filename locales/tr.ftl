# Botun Türkçe metinleri. HTML yalnızca mesajlarda bulunur; düğmeler, kısa bildirimler ve komutlar düz metindir.

## Telegram'ın botun kendisi için gösterdikleri

about =
    Tek SMS için telefon numaraları. Bir ülke ve bir hizmet seç, numaran hazır. Kod burada, sohbette görünür.

    SMS gelmedi mi? İptal et, para geri gelir.
about-short = Tek SMS için telefon numarası: ülke ve hizmet seç, kod sohbette görünür.
command-start = Ana menü
command-buy = Numara satın al
command-numbers = Numaralarım
command-language = Dil
command-help = Yardım
command-terms = Koşullar
command-admin = Bir bakışta mağaza
command-user = Kullanıcı bul: /user 12345 ya da @ad
command-notice = Herkese duyuru: /notice metin
command-balance = Hesap bakiyesi
command-stop = Satın almayı durdur
command-go = Satın almayı sürdür

## Sayfalar

menu =
    <b>Tek SMS için telefon numarası</b>

    Bir hizmet ve bir ülke seç. Kod burada görünür.
    Bir ad da yazabilirsin, örneğin <i>Telegram</i> ya da <i>Vietnam</i>.
help =
    <b>Nasıl çalışır</b>

    1. Bir hizmet ve bir ülke seç, Satın al düğmesine dokun.
    2. Numarayı hizmetin sayfasına yaz. Dokununca kopyalanır.
    3. Kod buraya kendiliğinden yeni bir mesajla gelir.

    <b>SMS gelmedi mi?</b> İptal et, para geri gelir. Hiçbir şey yapmazsan numara süresi dolunca iptal edilir.

    <b>Hizmet numarayı kabul etmiyor mu?</b> İptal et, başka bir numara ya da başka bir ülke seç.

    Bir numara tek bir hizmetin kodunu alır, o da yalnızca birkaç dakika. Sonra yine gerekebilecek yerlerde kullanma.
language = <b>Dilini seç</b>
language-name = Türkçe
language-chosen = ✓ Türkçe
hint = Düğmelerden ve adlardan anlarım. Bir hizmet ya da ülke yaz, örneğin <i>WhatsApp</i> ya da <i>Polonya</i>.
stranger =
    Üzgünüm, bu bot özel.

    Botu işleteni tanıyorsan bu kimliği gönder ve erişim iste: <code>{ $id }</code>
shut-out = Bu botu artık kullanamazsın. Satın aldıkların sürüyor, kodu yine gelir.
private-only = Yalnızca özel sohbetlerde çalışırım. Bana özelden yaz, orada devam edelim.
terms =
    <b>Koşullar</b>

    { $terms }
terms-question =
    <b>Satın almadan önce koşulları oku:</b>

    { $terms }

## Listeler

services =
    <b>Numara hangi hizmet için?</b>

    Birini seç ya da adını yaz.
services-of = <b>{ $country }</b>: numara hangi hizmet için?
countries =
    <b>Numara hangi ülkeden olsun?</b>

    Birini seç ya da adını yaz.
countries-of = <b>{ $service }</b>: numara hangi ülkeden olsun?
nothing-for-sale = Burada şu an stok yok. Başka yere bak ya da sonra yine gel.
found = <b>{ $query }</b> için bulunanlar:
nothing-found =
    <b>{ $query }</b> için bir şey bulunamadı.

    Başka türlü yazmayı dene ya da listelere bak.
entry = { $name } · { $price } · { $stock } adet
entry-from = { $name } · { $price } ve üstü · { $stock } adet
entry-known = { $name } · { $price } · { $stock } adet · ✉️ %{ $share }
entry-pair = { $name } · { $price }
any-other = Başka hizmet
legend-cheapest = { $mark } en düşük fiyat
legend-best = { $mark } en iyisi: fiyata ve kod alan numaraların payına göre (✉️)
count-thousands = { $number } B
count-millions = { $number } Mn

## Teklif

offer =
    { $service }
    { $country }

    Fiyat: <b>{ $price }</b>
    Stokta: { $stock }{ $figures }

    Numara tek SMS içindir. Gelmezse iptal et, para geri gelir.
offer-again = O düğme çok eskiydi, hiçbir şey satın alınmadı. Teklifin şimdiki hâli:
figures-seconds =
    📈 Kod alan: %{ $share }, genelde { $count ->
        [one] { $count } saniye içinde
       *[other] { $count } saniye içinde
    }
figures-minutes =
    📈 Kod alan: %{ $share }, genelde { $count ->
        [one] { $count } dakika içinde
       *[other] { $count } dakika içinde
    }
figures-none = 📉 Son zamanlarda burada hiçbir numara kod almadı

## Kart

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = { $prefix } olmadan: <code>{ $number }</code>
code-line = 🔑 Kod: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Önceki: <code>{ $code }</code>
clock = saat { $time } UTC
card-buying =
    ⏳ <b>Numara satın alınıyor…</b>

    Birkaç saniye sürer. Bir şey yapman gerekmez.
card-waiting =
    ⏳ <b>SMS bekleniyor.</b> Kod burada kendiliğinden görünür.

    Numaranın süresi { $left } doluyor.
card-cancelling =
    ⏳ <b>İptal ediliyor…</b>

    Sağlayıcının onaylaması gerekiyor, birkaç dakika sürebilir. Sonucu burada göreceksin.
card-expiring =
    ⏳ <b>Süre doldu.</b>

    Numara iptal ediliyor. Sonucu burada göreceksin.
card-code = ✉️ <b>Kod geldi.</b>
card-readying =
    ⏳ <b>Sağlayıcıdan bir SMS daha isteniyor…</b>

    Yeni kodu hizmetten ancak numara hazır olunca iste: burada göreceksin.
card-further =
    ⏳ <b>Bir SMS daha bekleniyor.</b> Kod burada kendiliğinden görünür.

    Numaranın süresi { $left } doluyor.
card-no-further = ✉️ <b>Kod geldi.</b> Sağlayıcı bu numara için başka SMS vermiyor.
card-moved = 👇 <b>Bu numara daha yeni bir mesajda.</b>
card-done = ✅ <b>Bitti.</b>
card-cancelled = ↩️ <b>İptal edildi.</b> Para geri geldi: { $price }.
card-expired = ⌛ <b>Süresinde SMS gelmedi.</b> Para geri geldi: { $price }.
card-ended-by-provider =
    ⚠️ <b>Sağlayıcı bu numaranın kapandığını söylüyor.</b> Paranın geri geldiğini onaylamadı.

    Yine de bir kod gelirse burada görünür. Gelmezse işletmeci ilgilenir.
card-cancelled-checked = ↩️ <b>İptal edildi.</b> İşletmeci kontrol etti: para geri geldi, { $price }.
card-not-returned =
    ✖️ <b>Kod gelmedi ve sağlayıcı parayı iade etmedi.</b>

    Zarar sana değil, işletmeciye ait. Yeniden deneyebilirsin.
card-cancel-unconfirmed =
    ⚠️ <b>Sağlayıcı iptali onaylamadı.</b>

    Paranın geri gelip gelmediği henüz belli değil. Yine de bir kod gelirse burada görünür; gelmezse işletmeci ilgilenir.
card-failed = ✖️ <b>Numara satın alınmadı.</b> Ücret alınmadı.
card-price-changed =
    ✖️ <b>Fiyat değişti</b>: { $old } idi, şimdi { $new }.

    Numara satın alınmadı, ücret alınmadı.
card-price-refused =
    ✖️ <b>Fiyat bu arada yükseldi.</b> Sağlayıcı artık eskisinden satmıyor.

    Numara satın alınmadı, ücret alınmadı.
card-paused =
    ✋ <b>Satın alma az önce durduruldu.</b> Bu istek artık gönderilmedi.

    Ücret alınmadı. Daha sonra yeniden dene.
card-given-back =
    ✖️ <b>Sağlayıcı okunamayan bir numara sattı.</b> Numarayı geri aldı.

    Para da geri geldi. Yeniden deneyebilirsin.
card-out-of-stock =
    ✖️ <b>Tükendi.</b> Şu an böyle bir numara kalmadı.

    Ücret alınmadı. Yeniden dene ya da başka bir ülke seç.
card-account-empty =
    ✖️ <b>Mağaza şu an satın alamıyor.</b> İşletmecinin hesaba para yüklemesi gerekiyor.

    Ücret alınmadı.
card-throttled =
    ✖️ <b>Aynı anda çok fazla satın alma var.</b>

    Ücret alınmadı. Bir dakika sonra yeniden dene.
card-provider-down =
    ✖️ <b>Sağlayıcıya ulaşılamıyor.</b>

    Ücret alınmadı. Birkaç dakika sonra yeniden dene.
card-refused =
    ✖️ <b>Sağlayıcı bu numarayı satmadı.</b>

    Ücret alınmadı. Yeniden dene ya da başka bir ülke seç.
card-stale =
    ✖️ <b>Satın alma çok uzun takıldı ve gönderilmedi.</b>

    Ücret alınmadı. Yeniden deneyebilirsin.
card-unknown =
    ❔ <b>Numaranın alınıp alınmadığı bilinmiyor.</b> Sağlayıcı yanıt vermedi.

    İşletmeciye haber verildi, hesapla karşılaştıracak; sonucu bu mesajda göreceksin. Bu satın alma bir daha asla
    gönderilmez, yani iki kez ücret alınamaz.
    Yeni bir tane deneyebilirsin.
card-not-charged =
    ✖️ <b>Numara satın alınmadı.</b> Kontrol edildi: ücret alınmadı.

    Yeniden deneyebilirsin.
card-lost =
    ✖️ <b>Numara yolda kayboldu.</b> Sağlayıcı ücretini aldı ama hangisi olduğunu hiç söylemedi.

    Zarar sana değil, işletmeciye ait. Yeniden deneyebilirsin.
cancel-question =
    <b>Bu numara iptal edilsin mi?</b>

    SMS artık gelmez ve { $price } işletmecinin hesabına geri döner.

## Numaralarım ve bakiye

numbers =
    <b>Numaralarım</b>

    { $count ->
        [one] Şimdilik bir tane. Açmak için dokun.
       *[other] Şimdilik { $count } tane, önce bekleyenler. Açmak için birine dokun.
    }
numbers-none =
    <b>Numaralarım</b>

    Henüz yok.
balance = Bakiye: <b>{ $amount }</b>
balance-hold = Blokede: { $amount }
balance-channels = Açık numaralar: { $active } / { $channels }
balance-rating = Puan: { $rating }
switch-on = 🟢 <b>Satın alma açık.</b>
switch-free = Sohbetteki anahtar açık.
switch-off =
    ⏸ <b>Satın alma durduruldu.</b> Alınan numaralar normal sürüyor.

    Durduran: <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Ama ayarlarda PURCHASES=off yazıyor: işletmeci değiştirene dek satış yok.

## İşletenler için

overview = <b>🛠 Bir bakışta mağaza</b>
overview-no-account = ⚠️ Bakiye yok: sağlayıcı yanıt vermiyor.
overview-now =
    Kod bekleyen: <b>{ $waiting }</b>
    Kullanıcılar: { $users }
overview-day =
    <b>Son 24 saat</b>
    Alınan numaralar: <b>{ $bought }</b>
    Kodlar: <b>{ $codes }</b> · bitenlerin { $share } kadarı
    İade edilen: { $refunded }
    Alınamayan: { $failed }
    Ödenen: <b>{ $spent }</b>, geri gelen: { $back }
overview-trouble = ⚠️ Sonucu bilinmeyen: { $unknown }, iptali onaylanmayan: { $unconfirmed }
share = %{ $percent }
picture-title = Gelen kodlar, { $days ->
        [one] son 24 saat
       *[other] son { $days } gün
    }
picture-best = En iyiler
picture-worst = En kötüler
picture-few = Karar için çok az
picture-note = { $share } · { $codes } / { $ended }
picture-caption = Biten numaralardan kod alanlar. { $few } taneden azı olan hizmetler ayrı durur.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = Bu sürede hiçbir numara bitmedi.
people =
    <b>Kullanıcılar: { $count }</b>

    Birini bulmak için kimlikle <code>/user 12345</code> ya da <code>/user @ad</code> gönder. Neye izni olduğunu ve bugün ne yaptığını görürsün; erişim verebilir, kaldırabilir ya da bir sınırı yükseltebilirsin.
people-nobody =
    <b>{ $wanted }</b> adında biri buraya hiç gelmedi.

    Kimlikle herkes bulunur: <code>/user 12345</code>
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Yönetici.
person-let-in = ✅ Botu kullanabilir: bir yönetici erişim verdi.
person-shut-out = ⛔ Botu kullanamaz: bir yönetici erişimi kaldırdı. Alınanlar sürüyor.
person-listed = ✅ Botu kullanabilir: ALLOWED_IDS listesinde.
person-public = ✅ Botu kullanabilir: bot herkese açık.
person-stranger = ⛔ Botu kullanamaz: bot özel.
person-seen = İlk gelişi { $since }, son gelişi { $seen }
person-never = Hiç gelmedi.
person-gone = 🚪 Botu engelledi ya da ayrıldı.
cap-active = Aynı anda bekleyen
cap-hour = Bir saatte
cap-day = 24 saatte
cap-spending = 24 saatte harcama
cap-unused = Art arda kullanılmayan
cap-line = { $name }: <b>{ $used }</b> / { $most }
cap-own-line = { $name }: <b>{ $used }</b> / { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Bu kullanıcı için en çok ne kadar olsun?
no-limit = sınırsız
announcement-how-to =
    <b>📣 Herkese duyuru</b>

    <code>/notice</code> ve metni tek mesajda gönder; kalın yazı, bağlantı ve benzerleri korunur. Ya da kendi mesajını <code>/notice</code> ile yanıtla.

    Önce nasıl görüneceğini ve kaç kişiye gideceğini görürsün. Erişimi kaldırılan ya da botu engelleyen almaz.
announcement-question =
    👆 <b>Böyle görünecek.</b>

    { $count ->
        [one] { $count } kullanıcıya
       *[other] { $count } kullanıcıya
    } gidecek ve yaklaşık { $minutes } dk sürecek. Kodlar önce gider.
announcement-dropped = Vazgeçildi. Kimseye bir şey gitmedi.
announcement-too-old = Bu duyuru artık yok. Bu dokunuşla kimseye bir şey gitmedi: /notice ile yeniden yaz.
announcement-busy = ✋ <b>Başka bir duyuru hâlâ gönderiliyor.</b> Seninki gönderilmedi: sonra yeniden Gönder düğmesine dokun.
announcement-running = 📣 <b>Duyuru gönderiliyor…</b>
announcement-stopped = ⏸ <b>Duyuru durduruldu.</b> Kaldığı yerden sürebilir.
announcement-done = ✅ <b>Duyuru gönderildi.</b>
announcement-counts =
    Gönderilen: <b>{ $sent }</b>
    Botu engelleyen: { $gone }
    Başarısız: { $failed }
    Kalan: { $left }

## Sınırlar

limit-active =
    ✋ <b>Aynı anda bekleyebileceğin kadar numara bekliyorsun: { $limit }.</b>

    Hiçbir şey satın alınmadı. Bir kod bekle ya da gerekmeyen bir numarayı iptal et.
limit-hour =
    ✋ <b>Bir saatte alabileceğin kadar numara aldın: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-day =
    ✋ <b>24 saatte alabileceğin kadar numara aldın: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-spending =
    ✋ <b>Bu, 24 saatte harcayabileceğinden fazla: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-price =
    ✋ <b>Bu, burada bir numaranın tutabileceğinden pahalı: { $limit }.</b>

    Hiçbir şey satın alınmadı. Başka bir ülke ya da hizmet seç.
limit-unused =
    ✋ <b>Art arda çok fazla numaran kullanılmadı: { $limit }.</b>

    Hiçbir şey satın alınmadı. Sağlayıcı SMS almayan numaralar için mağazayı cezalandırıyor, lütfen ara ver.
limit-all-active =
    ✋ <b>Bütün hatlar dolu.</b> Mağazanın aynı anda açabileceği kadar numarası açık: { $limit }.

    Hiçbir şey satın alınmadı. Birkaç dakika sonra yeniden dene.
limit-all-spending =
    ✋ <b>Mağaza 24 saatte harcayabileceğinin hepsini harcadı.</b>

    Hiçbir şey satın alınmadı.
limit-rating =
    ✋ <b>Numaralarının çok azı kod aldı: %{ $limit } altında.</b>

    Hiçbir şey satın alınmadı. Kod almayan her numara mağazanın sağlayıcıdaki puanını düşürüyor ve puan şu an düşük. Kimseye kod gelmeyen numaralar sayılmaz.
limit-opens = Yeniden satın alabileceğin zaman: { $when }.

## Ters gidenler

error-not-for-sale =
    { $service } · { $country }

    Bu şu an satılmıyor. Başka bir ülke ya da hizmet seç.
error-nothing-there = Bu artık satılmıyor.
error-quote-gone = O düğme çok eskiydi. Hiçbir şey satın alınmadı.
error-not-found = Numaraların arasında böyle biri yok. Eskiler bir süre sonra unutulur.
error-shop-closed = Mağaza şimdilik kapalı: işletmecinin önce bir şeyi düzeltmesi gerekiyor.
error-limit = Mağazanın bir sınırına ulaşıldı. Hiçbir şey satın alınmadı.
error-paused =
    ⏸ <b>Satın alma duraklatıldı.</b>

    Hiçbir şey satın alınmadı. Numaraların normal sürüyor. Biraz sonra yine gel.
error-throttled = Şu an çok yoğun. Bir dakika sonra yeniden dene.
error-provider = Sağlayıcı şu an düzgün yanıt vermiyor. Birazdan yeniden dene.
error-storage = Bot şu an veritabanına ulaşamıyor. Birazdan yeniden dene: Satın al düğmesine iki kez dokunmak asla iki kez satın almaz.
error-unexpected = Bizim tarafta bir şey ters gitti. Yeniden deneyebilirsin: Satın al düğmesine iki kez dokunmak asla iki kez satın almaz.
toast-checking = Kod aranıyor…
toast-check-soon = Az önce bakıldı. Birkaç saniye sonra yine bakılacak.
toast-not-waiting = Bu numarada artık beklenen bir şey yok.
toast-old-button = Bu düğme eskiden kalma. İşte menü.
toast-private-only = Yalnızca özel sohbetlerde çalışırım.
toast-stranger = Üzgünüm, bu bot özel. Kimliğin: { $id }
toast-shut-out = Bu botu artık kullanamazsın.
toast-too-fast = Çok fazla dokunuş. Biraz bekle.

## İşletmeciye

alert-unknown = ⚠️ <b>Sonucu bilinmeyen bir satın alma.</b> Gönderildi ama net bir yanıt gelmedi. Sağlayıcının istek listesiyle karşılaştır, sonra ne bulduğunu aşağıda söyle: kullanıcıya bildirilir.
evidence-before = Önceki bakiye: <b>{ $before }</b> ({ $seconds } sn önce okundu)
evidence-none = Önceki bakiye: bilinmiyor
evidence-now = Şimdiki bakiye: <b>{ $now }</b>
evidence-expected =
    Ücret alınmadıysa olması gereken: { $free }
    Alındıysa: { $charged }
    Son dakikalardaki başka alımlar ve yüklemeler bunu değiştirebilir.
evidence-not-known = bilinmiyor
alert-not-charged = ✔️ <b>Çözüldü: ücret alınmadı.</b> Kullanıcıya bildirildi.
alert-lost = ✔️ <b>Çözüldü: hesabından ücret alındı.</b> Kullanıcı bunu senin üstlendiğini biliyor.
alert-settled = ✔️ <b>Bu kendiliğinden çözüldü.</b> Yapılacak bir şey kalmadı.
alert-cancel-unconfirmed = ⚠️ <b>Hiç onaylanmayan bir iptal.</b> Numara artık yaşıyor olamaz. Paranın geri gelip gelmediğine sağlayıcıda bak, sonra ne bulduğunu aşağıda söyle: kullanıcıya bildirilir.
alert-returned = ✔️ <b>Çözüldü: para geri geldi.</b> Kullanıcıya bildirildi.
alert-other-number = ⚠️ <b>Sağlayıcı istenenden başka bir şey sattı.</b> İstek { $request }: istenen { $ordered }, satılan { $sold } (ülke ve hizmet kimlikleri). Orada bak.
alert-late-purchase = ⚠️ <b>Bir numaranın ömründen eski bir satın alma bulundu.</b> { $request } isteği satın alınmış ve hiç yazılmamış. Parasının ne olduğuna sağlayıcıda bak.
alert-auditor = 🛟 <b>Kaybolanlar kuyruğa geri kondu: { $count }.</b> Kimse bir şey kaybetmez ama olmamalı: lütfen günlüğü sakla.
alert-clock-step = 🕰 <b>Veritabanının saati { $seconds } sn atladı.</b> Bekleyen numaralar önceki saate göre sürüyor. Sunucunun saatini koruduğundan emin ol (NTP).
alert-unreadable = 🧩 <b>Botun verilerinde okunamayan kayıtlar var: { $count }.</b> Bir kenara kondular, ötekiler sürüyor. Günlük her birini adıyla yazıyor; lütfen bak.
alert-unreadable-answer = 🧩 <b>Sağlayıcının bir yanıtı okunamıyor</b> ({ $call }). Bir şeyi değiştirmiş olabilir; geri kalan her şey sürüyor. <code>{ $shape }</code>
alert-database-down = 🔴 <b>Veritabanı çalışamıyor:</b> { $reason }. O zamana dek satın alınamaz, kodlar bekler.
alert-database-up = 🟢 <b>Veritabanı yeniden çalışıyor.</b>
alert-worker-down = 🔴 <b>Botun işi durdu:</b> { $reason }. Kodlar ve mesajlar bekliyor. Sürerse botu yeniden başlat.
alert-worker-up = 🟢 <b>Botun işi sürüyor.</b>
alert-provider-down = 🔴 <b>Sağlayıcı yanıt vermiyor.</b> O zamana dek satın alma reddedilir; bekleyen numaralara daha seyrek bakılır.
alert-provider-up = 🟢 <b>Sağlayıcı yeniden yanıt veriyor.</b>
alert-account-empty = 🔴 <b>Hesap ödeyemiyor.</b> Bu yüzden bir satın alma reddedildi. Bakiye: { $balance }.
alert-account-low = 🟡 <b>Hesaptaki para azalıyor.</b> Bakiye: { $balance }.
alert-account-fine = 🟢 <b>Hesapta yeniden para var.</b> Bakiye: { $balance }.
alert-rating-low = 🟠 <b>Hesabın sağlayıcıdaki puanı { $rating }</b>, sınır { $mark }. 0 olunca hesap dondurulur. Kod almayan numaralar düşürür, kodlar ve yüklemeler yükseltir.
alert-rating-fine = 🟢 <b>Hesabın puanı yeniden { $mark } üstünde:</b> { $rating }.
alert-rating-falls = 🔴 <b>Hesabın puanı hızla düşüyor.</b> Son bir saatte { $before } idi, şimdi { $rating }. 0 olunca hesap dondurulur: /admin hangi hizmetlerin kod almadığını gösterir ve satın almayı durdurabilir.
alert-balance-short = 🟠 <b>Hesapta defterin söylediğinden az para var.</b> Bakiye: { $balance }, olması gereken { $expected }. Art arda iki okuma çok düşüktü. Bu botun almadığı bir şeyin ücreti alındı ya da teklif edilenden pahalıya: sağlayıcının istek listesiyle karşılaştır.
alert-offer-fails = 🕳 <b>{ $offer }: son { $numbers } numaranın %{ $percent } kadarı kod aldı.</b> Herkeste böyle ve %17’nin altında numaralar hesabın puanını kazandırdığından çok düşürür. Gizlensin mi? Bekleyen numaralar sürer.
offer-hidden = 🙈 <b>30 gün gizlendi: { $offer }.</b> Kimse bulamaz ve satın alamaz; birden çok kopya çalışıyorsa hepsi iki dakika içinde öğrenir.
offer-shown = 👁 <b>Yeniden satışta: { $offer }.</b>
alert-wrong-token = 🔴 <b>Sağlayıcı anahtarı artık kabul etmiyor.</b> Satın alınamaz ve kod gelmez. Yenisini SMSMAN_TOKEN ayarına yaz ve botu yeniden başlat.
alert-token-works = 🟢 <b>Sağlayıcı anahtarı yeniden kabul ediyor.</b>
alert-updates-stopped = 🔴 <b>Bota mesaj ve dokunuş ulaşmıyor.</b> Kodlar yine iletiliyor. Nedeni: { $reason }
alert-updates-come = 🟢 <b>Mesajlar ve dokunuşlar bota yeniden ulaşıyor.</b>
alert-ids =
    Kullanıcı: <code>{ $user }</code> · { $name }
    Aktivasyon: <code>{ $activation }</code>
    İstek: <code>{ $request }</code>

## Düğmeler

button-buy-number = 📲 Numara satın al
button-numbers = 🗂 Numaralarım
button-balance = 💰 Bakiye
button-switch = ⏯ Satın alma
button-overview = 🛠 Bir bakışta
button-picture = 📊 En iyi ve en kötü hizmetler
button-picture-days = { $days ->
        [one] 📊 24 saat
       *[other] 📊 { $days } gün
    }
button-people = 👥 Kullanıcılar
button-announcement = 📣 Herkese duyuru
button-send = { $count ->
        [one] 📣 { $count } kullanıcıya gönder
       *[other] 📣 { $count } kullanıcıya gönder
    }
button-drop = 🗑 Vazgeç
button-announcement-stop = ⏸ Duyuruyu durdur
button-announcement-on = ▶️ Sürdür
button-hide-offer = 🙈 Gizle
button-offer-again = 👁 Yeniden sat
button-person = 👤 Kullanıcı
button-let-in = ✅ Erişim ver
button-shut-out = ⛔ Erişimi kaldır
button-by-settings = ↩️ Ayarlardaki gibi
button-no-limit = Sınırsız
button-as-set = ↩️ Ayarlardaki gibi: { $size }
button-back = ‹ Geri
button-stop = ⏸ Alımı durdur
button-go = ▶️ Alımı sürdür
button-language = 🌐 Dil
button-help = ❓ Yardım
button-menu = ☰ Menü
button-countries-first = 🌍 Ülkeye göre
button-services-first = 🧩 Hizmete göre
button-other-country = 🌍 Başka ülke
button-other-service = 🧩 Başka hizmet
button-all-services = 🧩 Bütün hizmetler
button-all-countries = 🌍 Bütün ülkeler
button-buy = ✅ Satın al: { $price }
button-agree = ✅ Kabul ediyorum
button-see-offer = Teklife bak
button-check = 🔎 Şimdi bak
button-cancel = ✖️ İptal et
button-cancel-yes = Evet, iptal et
button-keep = Kalsın
button-not-charged = Ücret alınmadı
button-charged = Ücret alındı
button-returned = Para geri geldi
button-kept = Gelmedi
button-done = ✅ Bitti
button-further = 📩 Bir SMS daha
button-another = ➕ Başka numara
button-same-again = 🔁 Aynısını al
button-try-again = 🔄 Yeniden dene
button-refresh = 🔄 Yenile

## check komutunun ilk yöneticiye gönderdiği

trial = Bu, <b>check</b> komutunun denemesi: kartlar böyle görünür.
trial-copy = Kopyala
