#include "app/pages/generate_page.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/pages/bar_scale_switch.h"
#include "app/pages/branch_comparison.h"
#include "app/pages/chat_panel.h"
#include "app/pages/generate_inspector.h"
#include "app/pages/masked_words.h"
#include "app/pages/prompt_bench.h"
#include "app/pages/why_panel.h"
#include "app/window/command_registry.h"
#include "widgets/common/card.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/generation/continuation_cards.h"
#include "widgets/generation/continuation_tree.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/generation/processor_steps_view.h"
#include "widgets/generation/template_editor.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t promptCharacters = 14;
constexpr auto figureInterval = 75ms; ///< between two figures while a continuation streams

widgets::Continuation shownSample(const Sample& sample) {
    widgets::Continuation shown;
    shown.seed = sample.options.seed.value_or(0);
    shown.text = QString::fromStdString(sample.bytes);
    shown.tokens = static_cast<int>(sample.ids.size());
    shown.nats = sample.ids.empty() ? 0 : sample.logProbability / shown.tokens;
    shown.running = sample.state != Sample::State::Done;
    return shown;
}

} // namespace

GeneratePage::GeneratePage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_commands(commands),
      m_mode(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_views(widgets::makeParented<QStackedWidget>(this)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, m_views)),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_inspector(widgets::makeParented<GenerateInspector>(laboratory, this)) {
    m_columns->addWidget(buildCandidates());
    m_columns->addWidget(buildTree());
    m_columns->addWidget(buildChat());
    m_rows->addWidget(buildBench());
    m_columns->setStretchFactor(0, 4);
    m_columns->setStretchFactor(1, 5);
    m_columns->setStretchFactor(2, 7);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    for (QSplitter* splitter : {m_rows.get(), m_columns.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    auto* modes = new QHBoxLayout;
    modes->addWidget(m_mode);
    modes->addStretch(1);
    modes->addWidget(m_chat->controls());
    layout->addLayout(modes);
    layout->addWidget(m_views, 1);
    m_views->addWidget(m_rows);
    addCommands();
    buildMaskedWords();
    connectLaboratory();
    showTab(Continuations);
    showTree();
    applyTheme();
    retranslate();
    followChat();
}

QWidget* GeneratePage::inspector() {
    return m_inspector;
}

QWidget* GeneratePage::buildCandidates() {
    m_candidateCard = widgets::makeParented<widgets::Card>(this);
    m_bars = widgets::makeParented<widgets::ProbabilityBars>(m_candidateCard);
    m_bars->setObjectName(QStringLiteral("candidates"));
    m_candidateCard->addHeaderWidget(
        widgets::makeParented<BarScaleSwitch>(m_bars, m_candidateCard));
    m_candidateCard->setContent(m_bars);
    m_candidateCard->setFigure(m_bars);
    connect(m_bars, &widgets::ProbabilityBars::candidateChosen, this, &GeneratePage::takeCandidate);
    connect(m_bars, &widgets::ProbabilityBars::candidateHovered, this,
        [this](std::optional<TokenId> id) {
            if (id) {
                explain(*id);
            }
        });
    return m_candidateCard;
}

QWidget* GeneratePage::buildTree() {
    m_treeCard = widgets::makeParented<widgets::Card>(this);
    m_tree = widgets::makeParented<widgets::ContinuationTree>(m_treeCard);
    m_treeChoice = widgets::makeParented<widgets::SegmentedControl>(m_treeCard);
    m_tree->setObjectName(QStringLiteral("branches"));
    m_treeCard->addHeaderWidget(m_treeChoice);
    m_treeCard->setContent(m_tree);
    m_treeCard->setFigure(m_tree);
    connect(m_treeChoice, &widgets::SegmentedControl::currentChanged, this, [this] { showTree(); });
    connect(m_tree, &widgets::ContinuationTree::nodeActivated, this, &GeneratePage::walkTo);
    connect(m_tree, &widgets::ContinuationTree::deleteRequested, this, &GeneratePage::removeBranch);
    connect(
        m_tree, &widgets::ContinuationTree::compareRequested, this, &GeneratePage::compareBranch);
    return m_treeCard;
}

QWidget* GeneratePage::buildChat() {
    m_chat = widgets::makeParented<ChatPanel>(m_laboratory, this);
    m_mode->setObjectName(QStringLiteral("generateMode"));
    connect(m_mode, &widgets::SegmentedControl::currentChanged, this, [this](int mode) {
        m_laboratory.chat().setOn(mode == Conversation);
        if (mode == Conversation) {
            m_chat->focusInput();
        }
    });
    connect(&m_laboratory.chat(), &Chat::changed, this, &GeneratePage::followChat);
    connect(m_chat, &ChatPanel::candidatesHovered, this, &GeneratePage::showHovered);
    connect(m_chat, &ChatPanel::modelWanted, this, &GeneratePage::chatModelWanted);
    return m_chat;
}

QWidget* GeneratePage::buildBench() {
    m_benchCard = widgets::makeParented<widgets::Card>(this);
    m_bench = widgets::makeParented<QStackedWidget>(m_benchCard);
    m_tabs = widgets::makeParented<widgets::SegmentedControl>(m_benchCard);
    auto* samples = buildSamples();
    m_settingsView = widgets::makeParented<widgets::ProcessorStepsView>(m_bench);
    m_comparison = widgets::makeParented<BranchComparison>(m_laboratory.workspace(), m_bench);
    m_templates = widgets::makeParented<PromptBench>(m_laboratory, m_bench);
    for (QWidget* view : {samples, static_cast<QWidget*>(m_settingsView),
             static_cast<QWidget*>(m_comparison), static_cast<QWidget*>(m_templates)}) {
        m_bench->addWidget(view); // in the order of Tab
    }
    m_benchCard->addHeaderWidget(m_tabs);
    m_benchCard->setContent(m_bench);
    connect(m_tabs, &widgets::SegmentedControl::currentChanged, this, &GeneratePage::showTab);
    connect(m_samples, &widgets::ContinuationCards::adopted, this, &GeneratePage::adoptSample);
    connect(&m_templates->editor(), &widgets::TemplateEditor::templateChanged, this,
        &GeneratePage::promptTemplateChanged);
    return m_benchCard;
}

QWidget* GeneratePage::buildSamples() {
    auto* content = new QWidget(m_bench);
    m_samplesHint = widgets::makeParented<QLabel>(content);
    m_samplesHint->setWordWrap(true);
    widgets::setTextRole(m_samplesHint, widgets::TextRole::Caption);
    m_samples = widgets::makeParented<widgets::ContinuationCards>(content);
    m_samples->hide();
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_samplesHint);
    layout->addWidget(m_samples, 1);
    layout->addStretch();
    return content;
}

void GeneratePage::buildMaskedWords() {
    m_masked = widgets::makeParented<MaskedWords>(m_laboratory, m_commands, m_views);
    m_views->addWidget(m_masked);
    connect(m_masked, &MaskedWords::explained, &m_inspector->why(), &WhyPanel::setSubject);
    connect(m_masked, &MaskedWords::nothingToExplain, &m_inspector->why(), &WhyPanel::clear);
}

void GeneratePage::connectLaboratory() {
    auto& workspace = m_laboratory.workspace();
    connect(
        &m_laboratory.predictor(), &Predictor::predicted, this, &GeneratePage::showDistribution);
    connect(&m_laboratory.predictor(), &Predictor::failed, this, &GeneratePage::clearDistribution);
    connect(&workspace, &Workspace::treeChanged, this, &GeneratePage::refreshSoon);
    connect(&workspace, &Workspace::scoresChanged, this, &GeneratePage::refreshSoon);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &GeneratePage::refreshOneFigure);
    connect(&m_laboratory.generator(), &Generator::runningChanged, this, &GeneratePage::refresh);
    connect(&m_laboratory.continuation(), &Continuation::beamsGrew, this, &GeneratePage::showBeams);
    connect(&workspace, &Workspace::modelChanged, this, [this] {
        followModel();
        m_beams = {}; // their tokens belong to the other model
        m_treeChoice->setCurrent(Kept);
        showTree();
    });
    connect(&m_laboratory.samples(), &SampleSet::reset, this, [this] {
        if (!m_laboratory.samples().samples().empty()) {
            showTab(Continuations);
        }
        showSamples();
    });
    connect(&m_laboratory.samples(), &SampleSet::changed, this, [this](int index) {
        const auto& sample = m_laboratory.samples().samples()[static_cast<std::size_t>(index)];
        m_samples->setContinuation(index, shownSample(sample));
    });
    connect(&m_laboratory.samples(), &SampleSet::finished, this, &GeneratePage::showSamples);
}

void GeneratePage::addCommands() {
    const auto addTab = [this](const char* id, const CommandRegistry::Text& text, Tab tab) {
        m_tabCommands.append(
            m_commands.add(QString::fromLatin1(id), text, {}, [this, tab] { showTab(tab); }));
    };
    m_chatCommand = m_commands.add(QStringLiteral("chat"),
        {QT_TRANSLATE_NOOP("Commands", "Chat"),
            QT_TRANSLATE_NOOP("Commands", "Talk to the model, or go back to the text")},
        {}, [this] {
            auto& chat = m_laboratory.chat();
            chat.setOn(!chat.isOn());
            if (chat.isOn()) {
                m_chat->focusInput();
            }
        });
    addTab("showContinuations",
        {QT_TRANSLATE_NOOP("Commands", "Continuations"),
            QT_TRANSLATE_NOOP("Commands", "Show the continuations side by side")},
        Continuations);
    addTab("showSettings",
        {QT_TRANSLATE_NOOP("Commands", "Setting by setting"),
            QT_TRANSLATE_NOOP("Commands", "Show what each setting does to the distribution")},
        Settings);
    addTab("compareBranches",
        {QT_TRANSLATE_NOOP("Commands", "Compare branches"),
            QT_TRANSLATE_NOOP("Commands", "Show two branches token by token")},
        Comparison);
    addTab("promptTemplates",
        {QT_TRANSLATE_NOOP("Commands", "Prompt template"),
            QT_TRANSLATE_NOOP("Commands", "Build a zero-shot or few-shot prompt")},
        Templates);
}

void GeneratePage::followModel() {
    const bool fills = m_laboratory.workspace().readsBothSides();
    for (auto* command : m_tabCommands) {
        command->setEnabled(!fills);
    }
    m_chatCommand->setEnabled(!fills);
    m_mode->setVisible(!fills);
    m_chat->controls()->setVisible(!fills && m_laboratory.chat().isOn());
    m_views->setCurrentWidget(fills ? static_cast<QWidget*>(m_masked) : m_rows);
    m_inspector->why().clear();
}

void GeneratePage::followChat() {
    const bool on = m_laboratory.chat().isOn();
    m_mode->setCurrent(on ? Conversation : Text);
    m_treeCard->setVisible(!on);
    m_benchCard->setVisible(!on);
    m_chat->setVisible(on);
    m_chat->controls()->setVisible(on && m_mode->isVisibleTo(this));
}

/// What the second model expected, say: it belongs to no position of the text under glass.
void GeneratePage::showHovered(
    std::shared_ptr<const NextTokenDistribution> distribution, TokenId id) {
    if (!distribution) {
        if (m_distribution) {
            showDistribution(m_position, m_distribution);
        }
        return;
    }
    m_bars->setDistribution(*distribution, m_laboratory.workspace().activeOptions());
    m_bars->setChosen(id);
    m_candidateCard->setTitle(tr("Candidates for this token"));
}

void GeneratePage::showDistribution(
    int position, std::shared_ptr<const NextTokenDistribution> distribution) {
    const auto chosen = showCandidates(position, std::move(distribution));
    if (chosen) {
        explain(*chosen);
    } else if (!m_distribution->candidates.empty()) {
        explain(m_distribution->candidates.front().id);
    }
}

std::optional<TokenId> GeneratePage::showCandidates(
    int position, std::shared_ptr<const NextTokenDistribution> distribution) {
    const auto& workspace = m_laboratory.workspace();
    m_position = position;
    m_distribution = std::move(distribution);
    const bool isToken = position < workspace.tokenCount();
    std::optional<TokenId> chosen;
    if (isToken) {
        chosen = workspace.tree().node(workspace.path()[static_cast<std::size_t>(position)]).id;
    }
    m_bars->setDistribution(*m_distribution, workspace.activeOptions());
    m_bars->setChosen(chosen);
    m_settingsView->setDistribution(*m_distribution, workspace.activeOptions());
    m_candidateCard->setTitle(
        isToken ? tr("Candidates for token %1").arg(position + 1) : tr("Next token"));
    return chosen;
}

void GeneratePage::refreshSoon() {
    // The text follows every frame; figures that cost more take turns, at a reader's pace.
    if (!m_laboratory.generator().isRunning()) {
        refresh();
    } else if (!m_refresh.isActive()) {
        m_refresh.start(figureInterval);
    }
}

void GeneratePage::refresh() {
    m_refresh.stop();
    showNewestToken();
    if (m_treeChoice->current() == Kept) {
        showTree();
    }
}

void GeneratePage::refreshOneFigure() {
    m_treeIsNext = !m_treeIsNext;
    if (!m_treeIsNext) {
        showNewestToken();
    } else if (m_treeChoice->current() == Kept) {
        showTree();
    }
}

void GeneratePage::showNewestToken() {
    const auto& workspace = m_laboratory.workspace();
    if (!m_laboratory.generator().isRunning() || workspace.path().empty()) {
        return;
    }
    const auto& newest = workspace.tree().node(workspace.path().back());
    if (newest.candidates) {
        // Not explained: the next token comes before the derivation of this one can be read.
        showCandidates(workspace.tokenCount() - 1, newest.candidates);
    }
}

void GeneratePage::clearDistribution() {
    m_distribution.reset();
    m_bars->clear();
    m_candidateCard->setTitle(tr("Next token"));
    m_inspector->why().clear();
}

void GeneratePage::explain(TokenId id) {
    const auto& workspace = m_laboratory.workspace();
    WhyPanel::Subject subject{m_distribution, workspace.activeOptions(), id};
    if (m_position < workspace.tokenCount()) {
        const auto& node
            = workspace.tree().node(workspace.path()[static_cast<std::size_t>(m_position)]);
        if (node.id == id) {
            subject.draw = node.draw;
            // The settings it was drawn with may have changed since.
            subject.distribution = node.candidates ? node.candidates : m_distribution;
        }
    }
    m_inspector->why().setSubject(std::move(subject));
}

void GeneratePage::takeCandidate(TokenId id) {
    const auto& candidates = m_distribution->candidates;
    const auto found = std::find_if(candidates.begin(), candidates.end(),
        [id](const TokenProbability& candidate) { return candidate.id == id; });
    if (found != candidates.end() && m_position <= m_laboratory.workspace().tokenCount()) {
        const auto candidate = *found; // the distribution is about to be replaced
        if (m_laboratory.chat().isOn()) {
            m_laboratory.chat().continueWith(m_position, candidate);
        } else {
            m_laboratory.workspace().branch(m_position, candidate);
        }
    }
}

void GeneratePage::showTree() {
    const bool beams = m_treeChoice->current() == Beams;
    m_tree->setEditable(!beams);
    if (!beams) {
        const auto& tree = m_laboratory.workspace().tree();
        const bool empty = tree.isEmpty();
        m_outline = BranchOutline(tree);
        m_tree->setNodes(empty ? std::vector<widgets::BranchNode>() : m_outline.nodes(),
            empty ? -1 : m_outline.drawnNode(tree.current()));
        return;
    }
    if (m_beams.nodes.empty()) {
        m_tree->setNodes({}, -1);
        return;
    }
    std::string prompt;
    for (const TokenId id : m_beamPrompt) {
        prompt += m_laboratory.workspace().model()->tokenizer().tokenBytes(id);
    }
    const int best = m_beams.hypotheses.empty() ? -1 : m_beams.hypotheses.front().node;
    m_tree->setNodes(widgets::branchesOf(m_beams, textEnd(prompt, promptCharacters)), best);
}

void GeneratePage::showBeams(const BeamSnapshot& beams) {
    m_beams = beams;
    m_beamPrompt = m_laboratory.continuation().prompt();
    m_treeChoice->setCurrent(Beams);
    showTree();
}

void GeneratePage::walkTo(int drawn) {
    auto& workspace = m_laboratory.workspace();
    if (m_treeChoice->current() == Kept) {
        workspace.walkTo(m_outline.treeNode(drawn));
        return;
    }
    BeamHypothesis hypothesis;
    hypothesis.node = drawn;
    auto ids = m_beamPrompt;
    for (const auto& node : branchNodes(m_beams, hypothesis)) {
        ids.push_back(node.id);
    }
    workspace.showIds(ids);
}

void GeneratePage::removeBranch(int drawn) {
    const int node = m_outline.firstTreeNode(drawn);
    if (node > 0) {
        m_laboratory.workspace().removeBranch(node);
    }
}

void GeneratePage::compareBranch(int drawn) {
    showTab(Comparison);
    m_comparison->compareWith(m_outline.treeNode(drawn));
}

void GeneratePage::showSamples() {
    std::vector<widgets::Continuation> shown;
    const auto& samples = m_laboratory.samples().samples();
    std::transform(samples.begin(), samples.end(), std::back_inserter(shown), shownSample);
    m_samplesHint->setVisible(shown.empty());
    m_samples->setVisible(!shown.empty());
    m_samples->setContinuations(shown);
}

void GeneratePage::adoptSample(int index) {
    const auto& sample = m_laboratory.samples().samples()[static_cast<std::size_t>(index)];
    auto ids = sample.prompt;
    ids.insert(ids.end(), sample.ids.begin(), sample.ids.end());
    m_laboratory.workspace().showIds(ids);
}

void GeneratePage::showTab(int tab) {
    m_tabs->setCurrent(tab);
    m_bench->setCurrentIndex(tab);
    m_benchCard->setFigure(tab == Settings ? m_settingsView.get() : nullptr);
    m_benchCard->setTable(tab == Comparison ? m_comparison->table()
            : tab == Templates              ? m_templates->editor().table()
                                            : nullptr);
    nameTab();
}

void GeneratePage::nameTab() {
    switch (static_cast<Tab>(m_tabs->current())) {
    case Continuations:
        m_benchCard->setTitle(tr("Continuations"));
        m_benchCard->setSubtitle(tr("same prompt, several seeds; click one to go on with it"));
        break;
    case Settings:
        m_benchCard->setTitle(tr("Setting by setting"));
        m_benchCard->setSubtitle(tr("the distribution before and after each"));
        break;
    case Comparison:
        m_benchCard->setTitle(tr("Compare branches"));
        m_benchCard->setSubtitle(tr("from where they part"));
        break;
    case Templates:
        m_benchCard->setTitle(tr("Prompt template"));
        m_benchCard->setSubtitle(tr("zero-shot and few-shot"));
        break;
    }
}

widgets::PromptTemplate GeneratePage::promptTemplate() const {
    return m_templates->editor().promptTemplate();
}

void GeneratePage::setPromptTemplate(const widgets::PromptTemplate& parts) {
    m_templates->editor().setPromptTemplate(parts);
}

void GeneratePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !m_laboratory.workspace().readsBothSides()) {
        m_laboratory.continuation().step();
    } else {
        Page::keyPressEvent(event);
    }
}

void GeneratePage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void GeneratePage::retranslate() {
    m_bars->setToolTip(tr("Pale: the model's own probability; solid: after the settings"));
    m_mode->setSegments({{tr("Text"), tr("The model continues the text")},
        {tr("Chat"), tr("The model answers, in a conversation")}});
    m_treeCard->setTitle(tr("Branches"));
    m_treeCard->setSubtitle(tr("every continuation kept; click to walk"));
    m_treeChoice->setSegments({{tr("kept"), tr("Every continuation of the text")},
        {tr("beam search"), tr("What the last beam search looked at, with scores")}});
    m_samplesHint->setText(tr("Set Samples to two or more and press Generate: the continuations "
                              "stand here side by side, each with its seed."));
    m_tabs->setSegments({{tr("Continuations"), tr("Several continuations side by side, by seed")},
        {tr("Setting by setting"), tr("The distribution before and after each setting")},
        {tr("Compare branches"), tr("Two branches token by token")},
        {tr("Prompt template"), tr("Build a zero-shot or few-shot prompt")}});
    nameTab();
    if (m_distribution) {
        showDistribution(m_position, m_distribution);
    } else {
        clearDistribution();
    }
}

void GeneratePage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setSpacing(theme.px(8));
    layout()->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), gap);
    m_rows->setHandleWidth(gap);
    m_columns->setHandleWidth(gap);
}

} // namespace vitrine::app
