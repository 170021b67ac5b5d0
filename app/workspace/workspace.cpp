#include "app/workspace/workspace.h"

#include <algorithm>
#include <utility>

#include "app/workspace/intervention_edits.h"
#include "app/workspace/moved_marks.h"

namespace vitrine::app {

namespace {

/// Candidates reported for each position: enough to fill the figure at any size.
constexpr int candidateCount = 40;

/// The longest prefix of whole characters that is not longer than `limit` bytes.
std::string cutToWholeCharacters(std::string utf8, std::size_t limit) {
    if (utf8.size() <= limit) {
        return utf8;
    }
    while (limit > 0 && (static_cast<unsigned char>(utf8[limit]) & 0xC0U) == 0x80U) {
        --limit;
    }
    utf8.resize(limit);
    return utf8;
}

} // namespace

Workspace::Workspace(QObject* parent) : QObject(parent) {
    m_options.strategy = DecodingStrategy::Sample;
    m_options.temperature = 0.8;
    m_options.topP = 0.95;
    m_options.seed = 1;
    m_options.candidates = candidateCount;
}

void Workspace::setModel(std::shared_ptr<const api::TextModel> model, const std::string& key) {
    Q_EMIT restructuring();
    if (m_model) {
        m_shelf[m_modelKey] = std::move(m_tree);
        m_masked.clear(); // the other model cuts otherwise
        m_interventions = {};
    }
    m_model = std::move(model);
    m_modelKey = key;
    const auto& info = m_model->info();
    if (m_selectedHead.layer >= info.layers || m_selectedHead.head >= info.heads) {
        m_selectedHead = {};
    }
    keepHeads(m_interventions, info.layers, info.heads);
    adoptTree();
    tokenizeSecond();
    Q_EMIT modelChanged();
    showPath(tokenCount());
}

void Workspace::adoptTree() {
    m_tree = BranchTree();
    const auto shelved = m_shelf.extract(m_modelKey);
    if (!shelved.empty()) {
        m_tree = BranchTree::withTexts(shelved.mapped(), m_model->tokenizer().vocabularySize(),
            [this](BranchNode& node) { fillText(node); });
    }
    m_path = m_tree.path();
    // As they are shown: a session keeps a character that is not whole as a replacement mark.
    auto grown = m_tree.textTo(m_tree.current());
    if (QString::fromStdString(grown) == QString::fromStdString(m_text)) {
        m_text = std::move(grown);
    } else {
        tokenize();
    }
}

void Workspace::fillText(BranchNode& node) const {
    const auto& tokenizer = m_model->tokenizer();
    node.bytes = tokenizer.tokenBytes(node.id);
    node.piece = node.bytes.empty() ? tokenizer.piece(node.id) : std::string();
}

void Workspace::setText(std::string utf8) {
    utf8 = cutToWholeCharacters(std::move(utf8), maximumTextBytes);
    if (utf8 == m_text) {
        return;
    }
    Q_EMIT restructuring();
    const auto idsBefore = allIds();
    auto before = std::exchange(m_text, std::move(utf8));
    if (m_model && !tokenize()) {
        m_text = std::move(before);
        return;
    }
    m_masked = movedMarks(m_masked, idsBefore, allIds());
    showPath(tokenCount());
}

bool Workspace::readsBothSides() const {
    return m_model && !m_model->info().abilities.continues;
}

void Workspace::setSecondText(std::string utf8) {
    utf8 = cutToWholeCharacters(std::move(utf8), maximumTextBytes);
    if (utf8 == m_second) {
        return;
    }
    const auto idsBefore = allIds();
    auto before = std::exchange(m_second, std::move(utf8));
    if (!tokenizeSecond()) {
        m_second = std::move(before);
        return;
    }
    m_masked = movedMarks(m_masked, idsBefore, allIds());
    Q_EMIT textChanged();
}

bool Workspace::tokenizeSecond() {
    if (!readsBothSides()) {
        m_secondTokens.clear();
        return true;
    }
    auto tokens = m_model->tokenizer().tokens(m_second, /*addSpecialTokens=*/false);
    if (!tokens) {
        Q_EMIT textRefused(tokens.error());
        return false;
    }
    for (auto& token : *tokens) { // as it is written, without what the pieces say of spaces
        token.bytes = m_second.substr(token.start, token.end - token.start);
    }
    m_secondTokens = std::move(*tokens);
    // As in the text itself: what the user wrote, with the blanks that stand there.
    std::size_t covered = 0;
    for (auto& token : m_secondTokens) {
        token.bytes = m_second.substr(covered, token.end - covered);
        covered = token.end;
    }
    return true;
}

void Workspace::setMasked(std::set<int> tokens) {
    if (std::exchange(m_masked, tokens) != tokens) {
        Q_EMIT textChanged();
    }
}

void Workspace::setInterventions(Interventions interventions) {
    if (m_interventions != interventions) {
        m_interventions = std::move(interventions);
        Q_EMIT interventionsChanged();
    }
}

void Workspace::setSecondModel(
    std::shared_ptr<const api::TextModel> model, const std::string& key) {
    m_secondModel = std::move(model);
    m_secondModelKey = key;
    Q_EMIT secondModelChanged();
}

std::vector<TokenId> Workspace::allIds() const {
    auto all = ids(tokenCount());
    for (const auto& token : m_secondTokens) {
        all.push_back(token.id);
    }
    return all;
}

bool Workspace::tokenize() {
    auto tokens = m_model->tokenizer().tokens(m_text, /*addSpecialTokens=*/false);
    if (!tokens) {
        Q_EMIT textRefused(tokens.error());
        return false;
    }
    // The tree keeps what the user wrote, also where the vocabulary has no token for it.
    std::size_t covered = 0;
    for (auto& token : *tokens) {
        token.bytes = m_text.substr(covered, token.end - covered);
        covered = token.end;
    }
    m_tree.setTyped(*tokens);
    m_path = m_tree.path();
    return true;
}

std::vector<TokenId> Workspace::ids(int count) const {
    std::vector<TokenId> found;
    for (int i = 0; i < std::min(count, tokenCount()); ++i) {
        found.push_back(m_tree.node(m_path[static_cast<std::size_t>(i)]).id);
    }
    return found;
}

std::vector<ScoredToken> Workspace::tokens() const {
    std::vector<ScoredToken> found;
    std::size_t offset = 0;
    for (const int index : m_path) {
        const auto& node = m_tree.node(index);
        ScoredToken scored;
        scored.token.id = node.id;
        scored.token.bytes = node.bytes;
        scored.token.piece = m_model->tokenizer().piece(node.id);
        scored.token.start = offset;
        offset += node.bytes.size();
        scored.token.end = offset;
        scored.token.special = m_model->tokenizer().isSpecial(node.id);
        scored.scored = node.scored;
        scored.logProbability = node.logProbability;
        scored.entropy = node.entropy;
        scored.rank = node.rank;
        found.push_back(std::move(scored));
    }
    return found;
}

void Workspace::select(int position) {
    position = std::clamp(position, 0, tokenCount());
    if (std::exchange(m_selected, position) != position) {
        Q_EMIT selectionChanged(position);
    }
}

void Workspace::selectHead(const HeadIndex& head) {
    if (std::exchange(m_selectedHead, head) != head) {
        Q_EMIT headSelected(head);
    }
}

void Workspace::setOptions(const GenerationOptions& options) {
    auto wanted = options;
    wanted.candidates = candidateCount;
    if (m_options != wanted) {
        m_options = std::move(wanted);
        Q_EMIT optionsChanged();
    }
}

GenerationOptions Workspace::activeOptions() const {
    auto active = m_options;
    if (active.strategy != DecodingStrategy::Sample) {
        const GenerationOptions off;
        active.temperature = off.temperature;
        active.topK = off.topK;
        active.topP = off.topP;
        active.minP = off.minP;
    }
    return active;
}

void Workspace::setSamples(int samples) {
    if (std::exchange(m_samples, samples) != samples) {
        Q_EMIT optionsChanged();
    }
}

void Workspace::walkTo(int node) {
    m_tree.walkTo(node);
    m_path = m_tree.path();
    m_text = m_tree.textTo(node);
    showPath(tokenCount());
}

int Workspace::grow(int parent, std::vector<BranchNode> tokens, bool follow) {
    const bool wasShown = m_tree.current() == parent;
    int last = parent;
    for (auto& token : tokens) {
        fillText(token);
        last = m_tree.append(last, std::move(token));
    }
    if (follow && wasShown) {
        walkTo(last);
    } else {
        Q_EMIT treeChanged();
    }
    return last;
}

void Workspace::branch(int position, const TokenProbability& candidate) {
    BranchNode node;
    node.id = candidate.id;
    fillText(node);
    node.origin = TokenOrigin::Chosen;
    const int parent = position == 0 ? 0 : m_path[static_cast<std::size_t>(position - 1)];
    walkTo(m_tree.append(parent, std::move(node)));
}

void Workspace::removeBranch(int node) {
    Q_EMIT restructuring();
    m_tree.remove(node);
    walkTo(m_tree.current());
}

void Workspace::showIds(const std::vector<TokenId>& ids) {
    int last = 0;
    for (const TokenId id : ids) {
        BranchNode node;
        node.id = id;
        fillText(node);
        node.origin = TokenOrigin::Generated;
        last = m_tree.append(last, std::move(node));
    }
    walkTo(last);
}

void Workspace::setScores(const std::vector<ScoredToken>& scores) {
    m_tree.setScores(scores);
    Q_EMIT scoresChanged();
}

std::map<std::string, BranchTree> Workspace::trees() const {
    auto all = m_shelf;
    if (m_model) {
        all[m_modelKey] = m_tree;
    }
    return all;
}

void Workspace::restore(std::string text, std::map<std::string, BranchTree> trees) {
    m_text = std::move(text);
    m_shelf = std::move(trees);
    Q_EMIT textChanged();
}

void Workspace::restorePair(std::string second, std::set<int> masked) {
    m_second = std::move(second);
    m_masked = std::move(masked);
}

void Workspace::restoreInterventions(Interventions interventions) {
    m_interventions = std::move(interventions);
}

void Workspace::showPath(int selected) {
    const bool moved = std::exchange(m_selected, selected) != selected;
    Q_EMIT textChanged();
    Q_EMIT treeChanged();
    if (moved) {
        Q_EMIT selectionChanged(selected);
    }
}

} // namespace vitrine::app
