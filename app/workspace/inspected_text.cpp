#include "app/workspace/inspected_text.h"

#include <algorithm>
#include <utility>

#include "engine/text/text_layout.h"

namespace vitrine::app {

namespace {

/// What a model that continues reads: the tokens as they are.
InspectedText plainText(const Workspace& workspace, std::vector<Token> tokens) {
    InspectedText inspected;
    inspected.text = workspace.text();
    inspected.tokens = std::move(tokens);
    const auto room = static_cast<std::size_t>(workspace.model()->info().contextLength);
    if (inspected.tokens.size() > room) {
        inspected.left = static_cast<int>(inspected.tokens.size() - room);
        inspected.tokens.resize(room);
    }
    inspected.textTokens = static_cast<int>(inspected.tokens.size());
    return inspected;
}

/// Lays one or two texts out as the model takes them.
class PairComposer {
public:
    explicit PairComposer(const Workspace& workspace)
        : m_workspace(workspace), m_tokenizer(workspace.model()->tokenizer()) { }

    InspectedText compose(std::vector<Token> first, std::vector<Token> second) {
        const auto& layout = m_tokenizer.layout();
        const bool pair = !second.empty();
        const auto context = static_cast<std::size_t>(m_workspace.model()->info().contextLength);
        const auto room = context - std::min(context, pair ? layout.pairSize() : layout.size());
        const auto kept = text::longestFirst({first.size(), second.size()}, room);
        m_input.left = static_cast<int>(first.size() + second.size() - kept.first - kept.second);
        m_input.secondNumber = static_cast<int>(first.size());
        first.resize(kept.first);
        second.resize(kept.second);
        m_input.text = m_workspace.text();
        addSpecial(layout.before, 0);
        m_input.textStart = position();
        m_input.textTokens = static_cast<int>(first.size());
        add(std::move(first), 0, /*maskNumber=*/0);
        if (pair) {
            addSpecial(layout.between, 0);
            for (auto& token : second) {
                token.start += m_input.text.size() + 1;
                token.end += m_input.text.size() + 1;
            }
            m_input.text += '\n' + m_workspace.secondText();
            m_input.secondStart = position();
            m_input.secondTokens = static_cast<int>(second.size());
            add(std::move(second), layout.secondSegment, m_input.secondNumber);
        }
        addSpecial(layout.after, pair ? layout.secondSegment : 0);
        return std::move(m_input);
    }

private:
    int position() const { return static_cast<int>(m_input.tokens.size()); }

    void addSpecial(const std::vector<TokenId>& ids, int segment) {
        for (const TokenId id : ids) {
            Token token;
            token.id = id;
            token.piece = m_tokenizer.piece(id);
            token.start = token.end = m_input.text.size();
            token.special = true;
            m_input.tokens.push_back(std::move(token));
            m_input.segments.push_back(segment);
        }
    }

    void add(std::vector<Token> tokens, int segment, int maskNumber) {
        for (auto& token : tokens) {
            if (m_workspace.masked().contains(maskNumber++)) {
                mask(token);
            }
            m_input.tokens.push_back(std::move(token));
            m_input.segments.push_back(segment);
        }
    }

    void mask(Token& token) const {
        if (const auto id = m_tokenizer.maskToken()) {
            token.id = *id;
            token.piece = m_tokenizer.piece(*id);
            token.bytes.clear();
        }
    }

    const Workspace& m_workspace;
    const text::Tokenizer& m_tokenizer;
    InspectedText m_input;
};

} // namespace

std::vector<TokenId> InspectedText::ids() const {
    std::vector<TokenId> found;
    std::transform(tokens.begin(), tokens.end(), std::back_inserter(found),
        [](const Token& token) { return token.id; });
    return found;
}

int InspectedText::positionOf(int token) const {
    return token >= 0 && token < textTokens ? textStart + token : -1;
}

int InspectedText::tokenAt(int position) const {
    const int token = position - textStart;
    return token >= 0 && token < textTokens ? token : -1;
}

int InspectedText::maskNumberAt(int position) const {
    const int second = position - secondStart;
    return second >= 0 && second < secondTokens ? secondNumber + second : tokenAt(position);
}

InspectedText inspectedText(const Workspace& workspace) {
    if (!workspace.model()) {
        return {};
    }
    // The path and not the tokeniser's cut: a generated text may be cut otherwise.
    std::vector<Token> tokens;
    for (auto& scored : workspace.tokens()) {
        tokens.push_back(std::move(scored.token));
    }
    if (!workspace.readsBothSides()) {
        return plainText(workspace, std::move(tokens));
    }
    return PairComposer(workspace).compose(std::move(tokens), workspace.secondTokens());
}

} // namespace vitrine::app
