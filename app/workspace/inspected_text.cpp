#include "app/workspace/inspected_text.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/text/text_layout.h"

namespace vitrine::app {

namespace {

/// One or two texts as a model cuts them.
struct CutTexts {
    const api::TextModel& model;
    std::string text;
    std::vector<Token> tokens;
    std::string second;
    std::vector<Token> secondTokens;
    std::set<int> masked; ///< as in Workspace::masked()
};

/// What a model that continues reads: the tokens as they are.
InspectedText plainText(CutTexts texts) {
    InspectedText inspected;
    inspected.text = std::move(texts.text);
    inspected.tokens = std::move(texts.tokens);
    const auto room = static_cast<std::size_t>(texts.model.info().contextLength);
    if (inspected.tokens.size() > room) {
        inspected.left = static_cast<int>(inspected.tokens.size() - room);
        inspected.tokens.resize(room);
    }
    inspected.textTokens = static_cast<int>(inspected.tokens.size());
    inspected.written = inspected.ids();
    return inspected;
}

/// Lays one or two texts out as the model takes them.
class PairComposer {
public:
    explicit PairComposer(CutTexts texts)
        : m_texts(std::move(texts)), m_tokenizer(m_texts.model.tokenizer()) { }

    InspectedText compose() {
        auto& first = m_texts.tokens;
        auto& second = m_texts.secondTokens;
        const auto& layout = m_tokenizer.layout();
        const bool pair = !second.empty();
        const auto context = static_cast<std::size_t>(m_texts.model.info().contextLength);
        const auto room = context - std::min(context, pair ? layout.pairSize() : layout.size());
        const auto kept = text::longestFirst({first.size(), second.size()}, room);
        m_input.left = static_cast<int>(first.size() + second.size() - kept.first - kept.second);
        m_input.secondNumber = static_cast<int>(first.size());
        m_input.mask = m_tokenizer.maskToken();
        first.resize(kept.first);
        second.resize(kept.second);
        m_input.text = std::move(m_texts.text);
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
            m_input.text += '\n' + m_texts.second;
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
            append(std::move(token), id, segment);
        }
    }

    void append(Token token, TokenId written, int segment) {
        m_input.tokens.push_back(std::move(token));
        m_input.written.push_back(written);
        m_input.segments.push_back(segment);
    }

    void add(std::vector<Token> tokens, int segment, int maskNumber) {
        for (auto& token : tokens) {
            const TokenId written = token.id;
            if (m_texts.masked.contains(maskNumber++)) {
                m_input.masked.push_back(position());
                mask(token);
            }
            append(std::move(token), written, segment);
        }
    }

    void mask(Token& token) const {
        if (const auto id = m_input.mask) {
            token.id = *id;
            token.piece = m_tokenizer.piece(*id);
            token.bytes.clear();
        }
    }

    CutTexts m_texts;
    const text::Tokenizer& m_tokenizer;
    InspectedText m_input;
};

InspectedText composed(CutTexts texts) {
    return texts.model.info().abilities.continues ? plainText(std::move(texts))
                                                  : PairComposer(std::move(texts)).compose();
}

/// As Workspace::secondTokens() has them.
std::vector<Token> cut(const api::TextModel& model, const std::string& text) {
    auto tokens
        = model.tokenizer().tokens(text, /*addSpecialTokens=*/false).value_or(std::vector<Token>());
    for (auto& token : tokens) {
        token.bytes = text.substr(token.start, token.end - token.start);
    }
    return tokens;
}

/// As Workspace::tokens() has them: what no token covers belongs to the one after it.
std::vector<Token> covering(std::vector<Token> tokens, const std::string& text) {
    std::size_t covered = 0;
    for (auto& token : tokens) {
        token.start = covered;
        token.bytes = text.substr(covered, token.end - covered);
        covered = token.end;
    }
    return tokens;
}

/// The tokens of another cut that hold anything of a masked one. Numbers count on from `first` in
/// `masked`, and from `otherFirst` in the result.
std::set<int> movedMask(const std::set<int>& masked, const std::vector<Token>& tokens, int first,
    const std::vector<Token>& others, int otherFirst) {
    std::set<int> moved;
    for (const int number : masked) {
        const int token = number - first;
        if (token < 0 || token >= static_cast<int>(tokens.size())) {
            continue; // of the other text
        }
        const auto& hidden = tokens[static_cast<std::size_t>(token)];
        for (int i = 0; i < static_cast<int>(others.size()); ++i) {
            const auto& other = others[static_cast<std::size_t>(i)];
            if (hidden.start < other.end && other.start < hidden.end) {
                moved.insert(otherFirst + i);
            }
        }
    }
    return moved;
}

std::vector<Token> pathTokens(const Workspace& workspace) {
    // The path and not the tokeniser's cut: a generated text may be cut otherwise.
    std::vector<Token> tokens;
    for (auto& scored : workspace.tokens()) {
        tokens.push_back(std::move(scored.token));
    }
    return tokens;
}

} // namespace

std::vector<TokenId> InspectedText::ids() const {
    std::vector<TokenId> found;
    std::transform(tokens.begin(), tokens.end(), std::back_inserter(found),
        [](const Token& token) { return token.id; });
    return found;
}

bool InspectedText::isHidden(int position) const {
    return mask && tokens[static_cast<std::size_t>(position)].id == *mask;
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

int InspectedText::counterpart(int position, const InspectedText& other) const {
    if (position < 0 || hasTokensOf(other)) {
        return position;
    }
    const auto& token = tokens[static_cast<std::size_t>(position)];
    const auto found = std::ranges::find_if(other.tokens, [&token](const Token& candidate) {
        return !candidate.special && candidate.start < token.end && token.end <= candidate.end;
    });
    return token.special || found == other.tokens.end()
        ? -1
        : static_cast<int>(found - other.tokens.begin());
}

bool InspectedText::hasTokensOf(const InspectedText& other) const {
    return std::ranges::equal(tokens, other.tokens, [](const Token& a, const Token& b) {
        return a.start == b.start && a.end == b.end && a.special == b.special;
    });
}

int InspectedText::positionOfNumber(int number) const {
    const int second = number - secondNumber;
    return second >= 0 && second < secondTokens ? secondStart + second : positionOf(number);
}

InspectedText inspectedText(const Workspace& workspace) {
    if (!workspace.model()) {
        return {};
    }
    return composed({*workspace.model(), workspace.text(), pathTokens(workspace),
        workspace.secondText(), workspace.secondTokens(), workspace.masked()});
}

InspectedText secondInspectedText(const Workspace& workspace) {
    if (!workspace.secondModel()) {
        return {};
    }
    const auto& model = *workspace.secondModel();
    CutTexts texts{model, workspace.text(),
        covering(cut(model, workspace.text()), workspace.text()), workspace.secondText(),
        cut(model, workspace.secondText()), {}};
    texts.masked = movedMask(workspace.masked(), pathTokens(workspace), 0, texts.tokens, 0);
    texts.masked.merge(movedMask(workspace.masked(), workspace.secondTokens(),
        workspace.tokenCount(), texts.secondTokens, static_cast<int>(texts.tokens.size())));
    return composed(std::move(texts));
}

} // namespace vitrine::app
