#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/text/chat_template.h"
#include "engine/values/generated_token.h"
#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"
#include "engine/values/scored_token.h"

namespace vitrine::app {

/// One turn of a conversation, and of an answer how it was given.
struct ConversationTurn {
    int parent = -1; ///< index in Conversation::turns(); −1 for what the system says first
    text::ChatRole role = text::ChatRole::User;
    std::string content{}; ///< UTF-8; of an answer its bytes, which may end inside a character
    std::string model{}; ///< that answered; empty for what was written by hand
    GenerationOptions options{}; ///< of the answer, with its seed
    std::vector<ScoredToken> tokens{}; ///< with offsets into `content`; empty if written by hand
    /// What stood beside each token; shorter than `tokens`, or null, where that is not known.
    std::vector<std::shared_ptr<const NextTokenDistribution>> candidates{};
    StopReason stopped = StopReason::EndOfText;
    int beside = -1; ///< the answer that another model or other settings gave; −1 for none
    int next = -1; ///< of the turns that follow, the one that was looked at last
};

/// A conversation with everything that was ever said in it, as a tree: editing a turn and asking
/// again begin a branch. The turns from a first one to the current one are the conversation that is
/// shown. What the system says comes first and may be empty.
class Conversation {
public:
    Conversation();
    /// Nothing unless every parent comes before its child, the first turns are the system's and no
    /// others, and `current` is one of them.
    static std::optional<Conversation> fromTurns(std::vector<ConversationTurn> turns, int current);

    const std::vector<ConversationTurn>& turns() const { return m_turns; }
    const ConversationTurn& turn(int index) const {
        return m_turns[static_cast<std::size_t>(index)];
    }
    int current() const { return m_current; }
    /// Whether nobody has said anything.
    bool isEmpty() const;
    /// From the system's turn to the current one.
    std::vector<int> path() const { return pathTo(m_current); }
    std::vector<int> pathTo(int index) const;
    /// The turns that stand in one place, this one included, oldest first.
    std::vector<int> variants(int index) const;

    /// Adds a turn and returns its index. The conversation goes on there if `follow`.
    int append(ConversationTurn turn, bool follow);
    /// Shows a turn, and what followed it when it was looked at last.
    void walkTo(int index);
    /// Removes a turn with all that follows it. If it was shown, another variant is, or the turn
    /// before it. Other indices change.
    void remove(int index);

    void addToken(int answer, const GeneratedToken& token, std::string piece);
    /// Keeps the first `bytes` of an answer, as when a stop string follows them.
    void cut(int answer, std::size_t bytes);
    /// Takes the last token away, as the one that ends a text.
    void dropLastToken(int answer);
    void end(int answer, StopReason reason, std::uint64_t seed);
    void setBeside(int answer, int other) { at(answer).beside = other; }

private:
    ConversationTurn& at(int index) { return m_turns[static_cast<std::size_t>(index)]; }
    void markWay(int index);
    void erase(const std::vector<bool>& gone);

    std::vector<ConversationTurn> m_turns;
    int m_current = 0;
};

/// Without the system's words where it says none.
std::vector<text::ChatTurn> chatTurns(
    const Conversation& conversation, const std::vector<int>& path);

} // namespace vitrine::app
