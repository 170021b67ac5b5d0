#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::text {

enum class ChatRole { System, User, Assistant };

/// What one side of a conversation says.
struct ChatTurn {
    ChatRole role = ChatRole::User;
    std::string content;
    bool operator==(const ChatTurn&) const = default;
};

/// A conversation written down.
struct ChatText {
    /// Bytes of `text`.
    struct Range {
        std::size_t start = 0;
        std::size_t end = 0;
        bool operator==(const Range&) const = default;
    };
    std::string text; ///< with special tokens
    std::vector<Range> turns; ///< where the words of each turn stand; empty where they are left out
};

/// Templates that are alike, by the model that made them known.
enum class ChatFamily { ChatMl, Llama3, Gemma, Mistral, Zephyr, Plain };

/// How a model wants a conversation written down. Models bring a program for it, a Jinja template
/// ("chat_template"); those of the standard families are recognised by the marks that they write,
/// and what differs inside a family is read from the template's text.
class ChatTemplate {
public:
    /// What templates know besides the conversation.
    struct Context {
        std::string beginToken; ///< bos_token; "" where there is none
        std::string endToken; ///< eos_token
        std::string today; ///< "23 Nov 2026"
    };

    /// Nothing for a template of no family that is known here.
    static std::optional<ChatTemplate> recognise(std::string_view source, const Context& context);

    /// For a model that was taught no conversation: "User: … Assistant: …", which it may go on with
    /// as with any text, or the same in Chinese.
    static ChatTemplate dialogue(bool chinese);

    ChatFamily family() const { return m_family; }
    /// "ChatML", "Llama 3", "Gemma", "Mistral", "Zephyr", "plain".
    std::string_view familyName() const;
    /// What the template says as the system where nobody does; "" = nothing.
    const std::string& defaultSystem() const { return m_defaultSystem; }
    /// Tokens that end an answer, besides those of the model.
    const std::vector<std::string>& stops() const { return m_stops; }

    /// The conversation as a text with special tokens, and, where `awaitsAnswer`, the beginning of
    /// the assistant's next turn. Error: OptionInvalid (subject "chat"; place: the number of the
    /// turn) where the family has no place for a turn.
    Expected<std::string> render(std::span<const ChatTurn> turns, bool awaitsAnswer) const;
    /// The same, and where each turn stands in it.
    Expected<ChatText> compose(std::span<const ChatTurn> turns, bool awaitsAnswer) const;

private:
    /// What becomes of the system's words.
    enum class SystemPlace {
        Turn, ///< a turn of their own
        FirstUser, ///< before the first words of the user
        LastUser, ///< before the last words of the user
        Nowhere,
    };
    struct Marks {
        std::string before;
        std::string after;
    };

    ChatTemplate() = default;
    void readChatMl(std::string_view jinja);
    void readLlama3(std::string_view jinja, const Context& context);
    void readGemma(std::string_view jinja);
    void readMistral(std::string_view jinja, const std::string& endToken);
    void readZephyr(const std::string& endToken);
    void readPlain(const std::string& endToken);

    Marks& marks(ChatRole role) { return m_marks[static_cast<std::size_t>(role)]; }
    Expected<void> check(std::span<const ChatTurn> turns) const;
    /// A turn with the system's words where they belong.
    struct PlacedTurn {
        ChatTurn turn;
        std::optional<std::size_t> index; ///< among those given; empty for the template's own
        std::size_t prefix = 0; ///< bytes of its content that are the system's
    };
    std::vector<PlacedTurn> placed(std::span<const ChatTurn> turns) const;
    void addSystem(const ChatTurn& system, std::vector<PlacedTurn>& turns) const;
    void append(const PlacedTurn& placed, ChatText& text) const;
    std::string shown(const ChatTurn& turn) const;

    ChatFamily m_family = ChatFamily::Plain;
    std::string m_begin; ///< of every conversation
    std::array<Marks, 3> m_marks; ///< by role
    std::string m_answerMark; ///< where an answer is awaited
    std::string m_defaultSystem;
    bool m_alwaysSystem = false; ///< the system's turn is there even if it says nothing
    SystemPlace m_systemPlace = SystemPlace::Turn;
    Marks m_systemInUser; ///< around the system's words in the user's turn
    bool m_trims = false; ///< white space around what is said is taken away
    bool m_dropsThoughts = false; ///< what an answer thought first is not repeated
    bool m_alternates = false; ///< user and assistant must take turns, the user first
    std::vector<std::string> m_stops;
};

} // namespace vitrine::text
