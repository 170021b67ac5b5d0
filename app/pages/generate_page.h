#pragma once

#include <QList>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

#include "app/page.h"
#include "app/pages/branch_outline.h"
#include "app/workspace/laboratory.h"
#include "engine/values/beam_snapshot.h"
#include "engine/values/next_token_distribution.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/generation/prompt_template.h"

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class Card;
class ContinuationCards;
class ContinuationTree;
class ProbabilityBars;
class ProcessorStepsView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class BranchComparison;
class ChatPanel;
class CommandRegistry;
class GenerateInspector;
class MaskedWords;
class PromptBench;

/// The Generate lens: what the model expects at the position looked at, every continuation as a
/// tree, and continuations, settings, comparisons and templates below; or a conversation in the
/// place of all but the first. For a model that fills masks rather than continue it shows
/// MaskedWords instead.
class GeneratePage : public Page {
    Q_OBJECT
public:
    GeneratePage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent);

    QString id() const override { return QStringLiteral("generate"); }
    QString title() const override { return tr("Generate"); }
    QString tip() const override { return tr("Watch the model continue the text, token by token"); }
    QString iconName() const override { return QStringLiteral("generate"); }
    QWidget* inspector() override;

    widgets::PromptTemplate promptTemplate() const;
    void setPromptTemplate(const widgets::PromptTemplate& parts);

Q_SIGNALS:
    void promptTemplateChanged();
    /// A model that was taught to converse is wanted.
    void chatModelWanted();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// What the lower card shows.
    enum Tab { Continuations, Settings, Comparison, Templates };
    /// What is done with the model.
    enum Mode { Text, Conversation };
    /// What the right card shows.
    enum TreeView { Kept, Beams };

    QWidget* buildCandidates();
    QWidget* buildTree();
    QWidget* buildChat();
    QWidget* buildBench();
    QWidget* buildSamples();
    void buildMaskedWords();
    void connectLaboratory();
    void addCommands();
    void followModel();
    void followChat();
    void showHovered(std::shared_ptr<const NextTokenDistribution> distribution, TokenId id);

    void showDistribution(int position, std::shared_ptr<const NextTokenDistribution> distribution);
    /// Returns the token that the text goes on with there, if it does.
    std::optional<TokenId> showCandidates(
        int position, std::shared_ptr<const NextTokenDistribution> distribution);
    void refreshSoon();
    void refresh();
    void refreshOneFigure();
    void showNewestToken();
    void clearDistribution();
    void explain(TokenId id);
    void takeCandidate(TokenId id);
    void showTree();
    void showBeams(const BeamSnapshot& beams);
    void walkTo(int drawn);
    void removeBranch(int drawn);
    void compareBranch(int drawn);
    void showSamples();
    void adoptSample(int index);
    void showTab(int tab);
    void nameTab();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    CommandRegistry& m_commands;
    QList<QAction*> m_tabCommands;
    QTimer m_refresh; ///< while a continuation streams
    bool m_treeIsNext = false; ///< of the figures that take turns then
    int m_position = 0; ///< that the bars show
    std::shared_ptr<const NextTokenDistribution> m_distribution;
    BranchOutline m_outline;
    BeamSnapshot m_beams;
    std::vector<TokenId> m_beamPrompt; ///< ids that the beams continue
    QAction* m_chatCommand = nullptr; ///< the registry's
    widgets::parented_ptr<widgets::SegmentedControl> m_mode;
    widgets::parented_ptr<QStackedWidget> m_views; ///< by what the model does
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<widgets::Card> m_candidateCard;
    widgets::parented_ptr<widgets::ProbabilityBars> m_bars;
    widgets::parented_ptr<widgets::Card> m_treeCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_treeChoice;
    widgets::parented_ptr<widgets::ContinuationTree> m_tree;
    widgets::parented_ptr<ChatPanel> m_chat;
    widgets::parented_ptr<widgets::Card> m_benchCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_tabs;
    widgets::parented_ptr<QStackedWidget> m_bench;
    widgets::parented_ptr<QLabel> m_samplesHint; ///< while there are none
    widgets::parented_ptr<widgets::ContinuationCards> m_samples;
    widgets::parented_ptr<widgets::ProcessorStepsView> m_settingsView;
    widgets::parented_ptr<BranchComparison> m_comparison;
    widgets::parented_ptr<PromptBench> m_templates;
    widgets::parented_ptr<MaskedWords> m_masked;
    widgets::parented_ptr<GenerateInspector> m_inspector;
};

} // namespace vitrine::app
