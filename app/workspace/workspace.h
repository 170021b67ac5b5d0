#pragma once

#include <QObject>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/workspace/branch_tree.h"
#include "engine/api/text_model.h"
#include "engine/values/error.h"
#include "engine/values/generation_options.h"
#include "engine/values/head_index.h"
#include "engine/values/interventions.h"

namespace vitrine::app {

/// What all lenses look at: one model, one text under glass with its continuations, one selection.
/// Lenses change it through the functions below and follow its signals; it starts no work itself.
class Workspace : public QObject {
    Q_OBJECT
public:
    /// More bytes than this are not put under glass; no model reads them at once.
    static constexpr std::size_t maximumTextBytes = 64 * 1024;

    explicit Workspace(QObject* parent = nullptr);

    /// Null until one is loaded.
    const std::shared_ptr<const api::TextModel>& model() const { return m_model; }
    /// How a session names the model: a built-in one's name, else its folder.
    const std::string& modelKey() const { return m_modelKey; }
    /// The text is cut into the new model's tokens. The tree that grew under the model before is
    /// kept, and comes back with that model's key.
    void setModel(std::shared_ptr<const api::TextModel> model, const std::string& key);

    /// UTF-8; may end inside a character when the last token does.
    const std::string& text() const { return m_text; }
    /// What the user typed. Text beyond maximumTextBytes is left out, whole characters only.
    void setText(std::string utf8);

    /// Whether the model reads two texts together, and takes any token away: it fills masks
    /// rather than continue.
    bool readsBothSides() const;
    /// What stands beside the text as the second of a pair; empty for a text alone.
    const std::string& secondText() const { return m_second; }
    void setSecondText(std::string utf8);
    /// Tokens of secondText() with byte offsets into it.
    const std::vector<Token>& secondTokens() const { return m_secondTokens; }

    /// Tokens that are hidden from the model: indices among those of the text, and after them of
    /// the second text. They move along with edits.
    const std::set<int>& masked() const { return m_masked; }
    void setMasked(std::set<int> tokens);

    /// What the model does differently while it is looked into; positions count as in
    /// InspectedText. They end with the model.
    const Interventions& interventions() const { return m_interventions; }
    void setInterventions(Interventions interventions);

    /// The model beside the first, where two are compared; null without one.
    const std::shared_ptr<const api::TextModel>& secondModel() const { return m_secondModel; }
    /// As modelKey().
    const std::string& secondModelKey() const { return m_secondModelKey; }
    /// Null removes it.
    void setSecondModel(std::shared_ptr<const api::TextModel> model, const std::string& key);

    /// Ids of the first `count` tokens of the text.
    std::vector<TokenId> ids(int count) const;
    /// All tokens of the text, with byte offsets into it and what is known of their probability.
    std::vector<ScoredToken> tokens() const;
    int tokenCount() const { return static_cast<int>(m_path.size()); }
    /// The node of each token of the text.
    const std::vector<int>& path() const { return m_path; }
    const BranchTree& tree() const { return m_tree; }

    /// The position looked at: a token's index, or tokenCount() for the token that comes next.
    int selected() const { return m_selected; }
    void select(int position);

    /// The head looked at; within the model's.
    const HeadIndex& selectedHead() const { return m_selectedHead; }
    void selectHead(const HeadIndex& head);

    const GenerationOptions& options() const { return m_options; }
    /// Those of them that the strategy uses: only sampling reshapes the distribution.
    GenerationOptions activeOptions() const;
    void setOptions(const GenerationOptions& options);
    /// How many continuations are made side by side; 1 continues the text itself.
    int samples() const { return m_samples; }
    void setSamples(int samples);

    /// Shows the continuation that ends with this node.
    void walkTo(int node);
    /// Continues after `parent` with these tokens and returns the last node. The text follows if it
    /// ended at `parent` and `follow` is set.
    int grow(int parent, std::vector<BranchNode> tokens, bool follow);
    /// Puts a candidate in the place of the token at `position`, and shows that continuation.
    void branch(int position, const TokenProbability& candidate);
    void removeBranch(int node);
    /// Shows the text that these ids make, as a continuation that was followed before or a new one.
    void showIds(const std::vector<TokenId>& ids);
    void setScores(const std::vector<ScoredToken>& scores);

    /// Trees by model key, the current one included; for the session file.
    std::map<std::string, BranchTree> trees() const;
    /// Puts back what a session held; called before the first setModel().
    void restore(std::string text, std::map<std::string, BranchTree> trees);
    /// The same for what only models that fill masks are asked.
    void restorePair(std::string second, std::set<int> masked);
    /// The same for what the first model does differently.
    void restoreInterventions(Interventions interventions);

Q_SIGNALS:
    void
    restructuring(); ///< node indices are about to change: whoever grows a branch lets go of it
    void modelChanged();
    void textChanged(); ///< text, tokens or path, the second text or what is masked
    void scoresChanged();
    void treeChanged();
    void selectionChanged(int position);
    void headSelected(const vitrine::HeadIndex& head);
    void optionsChanged();
    void interventionsChanged();
    void secondModelChanged();
    void textRefused(const vitrine::Error& error); ///< the text stays as it was

private:
    void showPath(int selected);
    bool tokenize();
    bool tokenizeSecond();
    std::vector<TokenId> allIds() const;
    void adoptTree();
    void fillText(BranchNode& node) const;

    std::shared_ptr<const api::TextModel> m_model;
    std::string m_modelKey;
    std::string m_text;
    BranchTree m_tree;
    std::vector<int> m_path;
    std::string m_second;
    std::vector<Token> m_secondTokens;
    std::set<int> m_masked;
    Interventions m_interventions;
    std::shared_ptr<const api::TextModel> m_secondModel;
    std::string m_secondModelKey;
    int m_selected = 0;
    HeadIndex m_selectedHead;
    GenerationOptions m_options;
    int m_samples = 1;
    std::map<std::string, BranchTree> m_shelf; ///< trees of models that are not loaded now
};

} // namespace vitrine::app
