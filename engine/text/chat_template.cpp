#include "engine/text/chat_template.h"

#include <algorithm>
#include <utility>

namespace vitrine::text {

namespace {

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view Spaces = " \t\n\r\f\v";
    const auto first = text.find_first_not_of(Spaces);
    return first == std::string_view::npos
        ? std::string()
        : std::string(text.substr(first, text.find_last_not_of(Spaces) - first + 1));
}

/// The template with "\n" in its strings as the line end that it stands for.
std::string withLineEnds(std::string_view jinja) {
    std::string result;
    for (std::size_t at = 0; at < jinja.size(); ++at) {
        const bool lineEnd = jinja.substr(at, 2) == "\\n";
        result += lineEnd ? '\n' : jinja[at];
        at += lineEnd ? 1 : 0;
    }
    return result;
}

/// What stands between two marks inside one string of the template; "" where nothing does.
std::string literalBetween(std::string_view jinja, std::string_view open, std::string_view close) {
    for (auto at = jinja.find(open); at != std::string_view::npos; at = jinja.find(open, at + 1)) {
        const auto rest = jinja.substr(at + open.size());
        const auto literal = rest.substr(0, rest.find(close));
        if (literal.size() < rest.size() && !holds(literal, "{") && !holds(literal, "' +")
            && !holds(literal, "\" +")) {
            return std::string(literal);
        }
    }
    return {};
}

/// Templates cut answers after "</think>", so that thoughts are not read again.
std::string withoutThoughts(std::string_view answer) {
    constexpr std::string_view End = "</think>";
    const auto end = answer.rfind(End);
    if (end == std::string_view::npos) {
        return std::string(answer);
    }
    answer.remove_prefix(end + End.size());
    return std::string(answer.substr(std::min(answer.find_first_not_of('\n'), answer.size())));
}

Unexpected misplaced(std::size_t turn, const std::string& why) {
    return Unexpected(Error{.code = ErrorCode::OptionInvalid,
        .subject = "chat",
        .place = std::to_string(turn + 1),
        .detail = "Turn " + std::to_string(turn + 1) + ": " + why});
}

} // namespace

std::optional<ChatTemplate> ChatTemplate::recognise(
    std::string_view source, const Context& context) {
    ChatTemplate result;
    const auto jinja = withLineEnds(source);
    if (holds(jinja, "bos_token")) {
        result.m_begin = context.beginToken;
    }
    result.m_alternates = holds(jinja, "roles must alternate");
    if (holds(jinja, "<|im_start|>") && holds(jinja, "<|im_end|>")) {
        result.readChatMl(jinja);
    } else if (holds(jinja, "<|start_header_id|>") && holds(jinja, "<|eot_id|>")) {
        result.readLlama3(jinja, context);
    } else if (holds(jinja, "<start_of_turn>") && holds(jinja, "<end_of_turn>")) {
        result.readGemma(jinja);
    } else if (holds(jinja, "[INST]") && holds(jinja, "[/INST]")) {
        result.readMistral(jinja, context.endToken);
    } else if (holds(jinja, "<|user|>") && holds(jinja, "<|assistant|>")
        && holds(jinja, "eos_token") && !holds(jinja, "<|end|>")) {
        result.readZephyr(context.endToken);
    } else if (holds(jinja, "content") && !holds(jinja, "role") && !holds(jinja, "<|")
        && holds(jinja, "eos_token")) {
        result.readPlain(context.endToken);
    } else {
        return std::nullopt;
    }
    return result;
}

ChatTemplate ChatTemplate::dialogue(bool chinese) {
    ChatTemplate result;
    const std::string user = chinese ? "问：" : "User: ";
    const std::string assistant = chinese ? "答：" : "Assistant:";
    result.marks(ChatRole::System) = {"", "\n\n"};
    result.marks(ChatRole::User) = {user, "\n"};
    result.marks(ChatRole::Assistant) = {assistant + (chinese ? "" : " "), "\n"};
    result.m_answerMark = assistant;
    result.m_trims = true;
    result.m_stops = {"\n" + (chinese ? user : user.substr(0, user.size() - 1))};
    return result;
}

void ChatTemplate::readChatMl(std::string_view jinja) {
    m_family = ChatFamily::ChatMl;
    marks(ChatRole::System) = {"<|im_start|>system\n", "<|im_end|>\n"};
    marks(ChatRole::User) = {"<|im_start|>user\n", "<|im_end|>\n"};
    marks(ChatRole::Assistant) = {"<|im_start|>assistant\n", "<|im_end|>\n"};
    m_answerMark = "<|im_start|>assistant\n";
    m_defaultSystem = literalBetween(jinja, "<|im_start|>system\n", "<|im_end|>");
    m_trims = holds(jinja, "| trim") || holds(jinja, "|trim");
    m_dropsThoughts = holds(jinja, "</think>");
    m_stops = {"<|im_end|>"};
}

/// Llama 3.1 and later tell the model what day it is, in every conversation.
void ChatTemplate::readLlama3(std::string_view jinja, const Context& context) {
    m_family = ChatFamily::Llama3;
    const auto header = [](const char* role) {
        return std::string("<|start_header_id|>") + role + "<|end_header_id|>\n\n";
    };
    marks(ChatRole::System) = {header("system"), "<|eot_id|>"};
    marks(ChatRole::User) = {header("user"), "<|eot_id|>"};
    marks(ChatRole::Assistant) = {header("assistant"), "<|eot_id|>"};
    m_answerMark = header("assistant");
    m_trims = true;
    if (holds(jinja, "<|begin_of_text|>")) {
        m_begin = "<|begin_of_text|>";
    }
    if (holds(jinja, "Cutting Knowledge Date")) {
        const auto date = holds(jinja, "strftime_now")
            ? context.today
            : literalBetween(jinja, "date_string = \"", "\"");
        marks(ChatRole::System).before
            += "Cutting Knowledge Date: December 2023\nToday Date: " + date + "\n\n";
        m_alwaysSystem = true;
    }
    m_stops = {"<|eot_id|>"};
}

void ChatTemplate::readGemma(std::string_view jinja) {
    m_family = ChatFamily::Gemma;
    marks(ChatRole::User) = {"<start_of_turn>user\n", "<end_of_turn>\n"};
    marks(ChatRole::Assistant) = {"<start_of_turn>model\n", "<end_of_turn>\n"};
    m_answerMark = "<start_of_turn>model\n";
    m_systemPlace
        = holds(jinja, "System role not supported") ? SystemPlace::Nowhere : SystemPlace::FirstUser;
    m_systemInUser.after = "\n\n";
    m_trims = true;
    m_stops = {"<end_of_turn>"};
}

/// The versions differ in the spaces around their marks; Llama 2 marks the system's words.
void ChatTemplate::readMistral(std::string_view jinja, const std::string& endToken) {
    m_family = ChatFamily::Mistral;
    const bool spaceBefore = holds(jinja, "[INST] ");
    const bool spaceAfter = holds(jinja, " [/INST]");
    const bool llama2 = holds(jinja, "<<SYS>>");
    const bool answersAfterSpace
        = llama2 || holds(jinja, "' ' + message") || holds(jinja, "\" \" + message");
    marks(ChatRole::User)
        = {spaceBefore ? "[INST] " : "[INST]", spaceAfter ? " [/INST]" : "[/INST]"};
    marks(ChatRole::Assistant) = {
        answersAfterSpace ? " " : "", holds(jinja, "' ' + eos_token") ? " " + endToken : endToken};
    if (llama2) { // which begins each exchange anew
        marks(ChatRole::User).before = std::exchange(m_begin, {}) + marks(ChatRole::User).before;
        m_systemInUser = {"<<SYS>>\n", "\n<</SYS>>\n\n"};
    } else {
        m_systemInUser.after = "\n\n";
    }
    m_systemPlace = llama2       ? SystemPlace::FirstUser
        : holds(jinja, "system") ? SystemPlace::LastUser
                                 : SystemPlace::Nowhere;
    m_trims = holds(jinja, "| trim") || holds(jinja, "|trim") || holds(jinja, ".strip()");
}

void ChatTemplate::readZephyr(const std::string& endToken) {
    m_family = ChatFamily::Zephyr;
    marks(ChatRole::System) = {"<|system|>\n", endToken + "\n"};
    marks(ChatRole::User) = {"<|user|>\n", endToken + "\n"};
    marks(ChatRole::Assistant) = {"<|assistant|>\n", endToken + "\n"};
    m_answerMark = "<|assistant|>\n";
}

void ChatTemplate::readPlain(const std::string& endToken) {
    m_family = ChatFamily::Plain;
    m_marks.fill({"", endToken});
}

std::string_view ChatTemplate::familyName() const {
    constexpr std::array<std::string_view, 6> Names{
        "ChatML", "Llama 3", "Gemma", "Mistral", "Zephyr", "plain"};
    return Names[static_cast<std::size_t>(m_family)];
}

Expected<void> ChatTemplate::check(std::span<const ChatTurn> turns) const {
    auto expected = ChatRole::User;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].role == ChatRole::System) {
            if (i > 0 || m_systemPlace == SystemPlace::Nowhere) {
                return misplaced(i, "this model takes no words of the system here.");
            }
            continue;
        }
        if (m_alternates && turns[i].role != expected) {
            return misplaced(i, "user and assistant must take turns, the user first.");
        }
        expected = turns[i].role == ChatRole::User ? ChatRole::Assistant : ChatRole::User;
    }
    return {};
}

std::vector<ChatTemplate::PlacedTurn> ChatTemplate::placed(std::span<const ChatTurn> turns) const {
    std::vector<PlacedTurn> result;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        result.push_back({turns[i], i});
    }
    const bool hasSystem = !turns.empty() && turns.front().role == ChatRole::System;
    if (!hasSystem && (m_alwaysSystem || !m_defaultSystem.empty())) {
        result.insert(result.begin(), {{ChatRole::System, m_defaultSystem}, std::nullopt});
    }
    if (hasSystem && m_systemPlace != SystemPlace::Turn) {
        const auto system = result.front().turn;
        result.erase(result.begin());
        addSystem(system, result);
    }
    return result;
}

void ChatTemplate::addSystem(const ChatTurn& system, std::vector<PlacedTurn>& turns) const {
    const auto isUser = [](const PlacedTurn& placed) { return placed.turn.role == ChatRole::User; };
    auto user = std::ranges::find_if(turns, isUser);
    for (auto later = user; m_systemPlace == SystemPlace::LastUser && later != turns.end();
         later = std::find_if(later + 1, turns.end(), isUser)) {
        user = later;
    }
    if (user != turns.end()) {
        const auto before = m_systemInUser.before + shown(system) + m_systemInUser.after;
        user->prefix = before.size();
        user->turn.content = before + shown(user->turn);
    }
}

std::string ChatTemplate::shown(const ChatTurn& turn) const {
    auto content = turn.content;
    if (m_dropsThoughts && turn.role == ChatRole::Assistant) {
        content = withoutThoughts(content);
    }
    return m_trims ? trimmed(content) : content;
}

Expected<std::string> ChatTemplate::render(
    std::span<const ChatTurn> turns, bool awaitsAnswer) const {
    return compose(turns, awaitsAnswer).map([](ChatText composed) {
        return std::move(composed.text);
    });
}

Expected<ChatText> ChatTemplate::compose(std::span<const ChatTurn> turns, bool awaitsAnswer) const {
    if (const auto fits = check(turns); !fits) {
        return Unexpected(fits.error());
    }
    ChatText composed{m_begin, std::vector<ChatText::Range>(turns.size())};
    for (const auto& turn : placed(turns)) {
        append(turn, composed);
    }
    if (awaitsAnswer) {
        composed.text += m_answerMark;
    }
    return composed;
}

void ChatTemplate::append(const PlacedTurn& placed, ChatText& composed) const {
    const auto& around = m_marks[static_cast<std::size_t>(placed.turn.role)];
    const auto words = shown(placed.turn);
    composed.text += around.before;
    const auto start = composed.text.size();
    composed.text += words;
    const auto end = composed.text.size();
    composed.text += around.after;
    if (!placed.index) {
        return;
    }
    composed.turns[*placed.index] = {std::min(start + placed.prefix, end), end};
    if (placed.prefix > 0) { // the system's words come first among those given
        composed.turns.front() = {start + m_systemInUser.before.size(),
            start + placed.prefix - m_systemInUser.after.size()};
    }
}

} // namespace vitrine::text
