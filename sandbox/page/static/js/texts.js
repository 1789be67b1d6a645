// What the client itself says, in each person's language, worded as Telegram's own apps do.

const TEXTS = {
  en: {
    bot: "bot", typing: "typing", connecting: "connecting…", menu: "Menu", message: "Message", send: "Send", edited: "edited", you: "You", copied: "Copied to clipboard.",
    start: "Start", restart: "Unblock bot", clear: "Clear history", block: "Stop and block bot", unblock: "Unblock bot", clearAsk: "Delete all messages in this chat?",
    blockAsk: "The bot will not be able to write to you until you unblock it.", delete: "Delete", stop: "Block", cancel: "Cancel", ok: "OK", today: "Today", yesterday: "Yesterday",
    jump: "Go to the last message", options: "More", failed: "Could not reach the sandbox.", noAnswer: "The bot did not answer.", welcome: "No messages here yet…\nPress Start to begin.", spoiler: "Hidden text, press to show", gone: "Deleted message",
    open: "Do you want to open {url}?", go: "Open",
  },
  vi: {
    bot: "bot", typing: "đang nhập", connecting: "đang kết nối…", menu: "Menu", message: "Tin nhắn", send: "Gửi", edited: "đã sửa", you: "Bạn", copied: "Đã sao chép vào bộ nhớ tạm.",
    start: "Bắt đầu", restart: "Bỏ chặn bot", clear: "Xóa lịch sử", block: "Dừng và chặn bot", unblock: "Bỏ chặn bot", clearAsk: "Xóa tất cả tin nhắn trong cuộc trò chuyện này?",
    blockAsk: "Bot sẽ không thể nhắn cho bạn cho đến khi bạn bỏ chặn.", delete: "Xóa", stop: "Chặn", cancel: "Hủy", ok: "OK", today: "Hôm nay", yesterday: "Hôm qua",
    jump: "Đến tin nhắn cuối", options: "Thêm", failed: "Không kết nối được sandbox.", noAnswer: "Bot không trả lời.", welcome: "Chưa có tin nhắn nào…\nNhấn Bắt đầu.", spoiler: "Nội dung ẩn, nhấn để hiện", gone: "Tin nhắn đã xóa",
    open: "Bạn có muốn mở {url}?", go: "Mở",
  },
  ru: {
    bot: "бот", typing: "печатает", connecting: "соединение…", menu: "Меню", message: "Сообщение", send: "Отправить", edited: "изменено", you: "Вы", copied: "Скопировано в буфер обмена.",
    start: "Начать", restart: "Разблокировать", clear: "Очистить историю", block: "Остановить бота", unblock: "Разблокировать", clearAsk: "Удалить все сообщения в этом чате?",
    blockAsk: "Бот не сможет писать вам, пока вы его не разблокируете.", delete: "Удалить", stop: "Остановить", cancel: "Отмена", ok: "OK", today: "Сегодня", yesterday: "Вчера",
    jump: "К последнему сообщению", options: "Ещё", failed: "Нет связи с песочницей.", noAnswer: "Бот не ответил.", welcome: "Здесь пока нет сообщений…\nНажмите «Начать».", spoiler: "Скрытый текст, нажмите, чтобы показать", gone: "Удалённое сообщение",
    open: "Открыть ссылку {url}?", go: "Открыть",
  },
};

export const textsOf = (language) => TEXTS[language] ?? TEXTS.en;
