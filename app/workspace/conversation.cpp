#include "app/workspace/conversation.h"

#include <algorithm>
#include <utility>

namespace vitrine::app {

Conversation::Conversation() {
    ConversationTurn system;
    system.role = text::ChatRole::System;
    m_turns.push_back(std::move(system));
}

std::optional<Conversation> Conversation::fromTurns(
    std::vector<ConversationTurn> turns, int current) {
    const int count = static_cast<int>(turns.size());
    if (current < 0 || current >= count) {
        return std::nullopt;
    }
    for (int i = 0; i < count; ++i) {
        auto& turn = turns[static_cast<std::size_t>(i)];
        const bool isFirst = turn.parent == -1;
        if (turn.parent < -1 || turn.parent >= i || isFirst != (turn.role == text::ChatRole::System)
            || turn.beside < -1 || turn.beside >= count) {
            return std::nullopt;
        }
        turn.next = -1;
    }
    Conversation conversation;
    conversation.m_turns = std::move(turns);
    conversation.m_current = current;
    conversation.markWay(current);
    return conversation;
}

bool Conversation::isEmpty() const {
    return m_turns.size() == 1 && m_turns.front().content.empty();
}

std::vector<int> Conversation::pathTo(int index) const {
    std::vector<int> path;
    for (; index >= 0; index = turn(index).parent) {
        path.push_back(index);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<int> Conversation::variants(int index) const {
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(m_turns.size()); ++i) {
        if (turn(i).parent == turn(index).parent) {
            found.push_back(i);
        }
    }
    return found;
}

int Conversation::append(ConversationTurn turn, bool follow) {
    m_turns.push_back(std::move(turn));
    const int index = static_cast<int>(m_turns.size()) - 1;
    if (follow) {
        m_current = index;
        markWay(index);
    }
    return index;
}

void Conversation::walkTo(int index) {
    markWay(index);
    m_current = index;
    while (turn(m_current).next >= 0) {
        m_current = turn(m_current).next;
    }
}

void Conversation::markWay(int index) {
    for (int parent = turn(index).parent; parent >= 0; parent = turn(index).parent) {
        at(parent).next = index;
        index = parent;
    }
}

void Conversation::remove(int index) {
    std::vector<bool> gone(m_turns.size());
    gone[static_cast<std::size_t>(index)] = true;
    for (std::size_t i = 0; i < m_turns.size(); ++i) {
        const int parent = m_turns[i].parent;
        gone[i] = gone[i] || (parent >= 0 && gone[static_cast<std::size_t>(parent)]);
    }
    if (gone[static_cast<std::size_t>(m_current)]) {
        const auto alternatives = variants(index);
        const auto place = std::ranges::find(alternatives, index) - alternatives.begin();
        const bool alone = alternatives.size() == 1;
        if (alone && turn(index).parent < 0) {
            *this = Conversation();
            return;
        }
        m_current = alone ? turn(index).parent
                          : alternatives[static_cast<std::size_t>(place > 0 ? place - 1 : 1)];
    }
    erase(gone);
    walkTo(m_current);
}

void Conversation::erase(const std::vector<bool>& gone) {
    std::vector<int> moved(m_turns.size(), -1);
    std::vector<ConversationTurn> kept;
    for (std::size_t i = 0; i < m_turns.size(); ++i) {
        if (!gone[i]) {
            moved[i] = static_cast<int>(kept.size());
            kept.push_back(std::move(m_turns[i]));
        }
    }
    const auto follow = [&moved](int& index) {
        index = index >= 0 ? moved[static_cast<std::size_t>(index)] : index;
    };
    for (auto& turn : kept) {
        follow(turn.parent);
        follow(turn.beside);
        follow(turn.next);
    }
    follow(m_current);
    m_turns = std::move(kept);
}

void Conversation::addToken(int answer, const GeneratedToken& token, std::string piece) {
    auto& turn = at(answer);
    ScoredToken scored;
    scored.token = {token.id, token.bytes, std::move(piece), turn.content.size(),
        turn.content.size() + token.bytes.size(), token.bytes.empty()};
    scored.scored = true;
    scored.logProbability = token.logProbability;
    scored.entropy = token.entropy;
    scored.rank = token.rank;
    turn.content += token.bytes;
    turn.tokens.push_back(std::move(scored));
    turn.candidates.push_back(std::make_shared<const NextTokenDistribution>(token.distribution));
}

void Conversation::cut(int answer, std::size_t bytes) {
    auto& turn = at(answer);
    turn.content.resize(std::min(turn.content.size(), bytes));
    while (!turn.tokens.empty() && turn.tokens.back().token.end > bytes) {
        dropLastToken(answer);
    }
}

void Conversation::dropLastToken(int answer) {
    auto& turn = at(answer);
    turn.tokens.pop_back();
    turn.candidates.resize(std::min(turn.candidates.size(), turn.tokens.size()));
}

void Conversation::end(int answer, StopReason reason, std::uint64_t seed) {
    at(answer).stopped = reason;
    at(answer).options.seed = seed;
}

std::vector<text::ChatTurn> chatTurns(
    const Conversation& conversation, const std::vector<int>& path) {
    std::vector<text::ChatTurn> turns;
    for (const int index : path) {
        const auto& turn = conversation.turn(index);
        if (turn.role != text::ChatRole::System || !turn.content.empty()) {
            turns.push_back({turn.role, turn.content});
        }
    }
    return turns;
}

} // namespace vitrine::app
