#include "app/pages/layers_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

#include "app/pages/contribution_panel.h"
#include "app/pages/layer_inspector.h"
#include "app/pages/lens_panel.h"
#include "app/pages/state_inspector.h"
#include "app/pages/state_panel.h"
#include "app/window/command_registry.h"
#include "app/workspace/intervention_edits.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/layers/block_diagram.h"
#include "widgets/layers/block_walk_view.h"
#include "widgets/layers/contribution_bars.h"
#include "widgets/layers/logit_lens_table.h"
#include "widgets/layers/neuron_examples.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/layers/patch_panel.h"
#include "widgets/layers/position_view.h"
#include "widgets/layers/residual_norms_plot.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto streamingInterval = 150ms; ///< between two refreshes while a continuation streams
constexpr std::size_t logitChoices = 20; ///< candidates whose logit can be taken apart
constexpr int diagramWidth = 300;
constexpr int viewWidth = 700; // of a splitter; only the proportion counts

/// Candidates of a walk's logits, most probable first; `first` stands before them where it is set.
std::vector<TokenProbability> logitCandidates(
    const BlockWalk& walk, const text::Tokenizer& tokenizer, std::optional<TokenId> first) {
    const auto* logits = walk.find(Site::Logits);
    std::vector<TokenId> ids(logits ? logits->values.size() : 0);
    std::iota(ids.begin(), ids.end(), TokenId{0});
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(logitChoices, ids.size()));
    std::partial_sort(ids.begin(), end, ids.end(), [logits](TokenId a, TokenId b) {
        return logits->values[static_cast<std::size_t>(a)]
            > logits->values[static_cast<std::size_t>(b)];
    });
    ids.erase(end, ids.end());
    if (first) {
        std::erase(ids, *first);
        ids.insert(ids.begin(), *first);
    }
    std::vector<TokenProbability> choices;
    for (const TokenId id : ids) {
        auto& choice = choices.emplace_back();
        choice.id = id;
        choice.bytes = tokenizer.tokenBytes(id);
    }
    return choices;
}

} // namespace

LayersPage::LayersPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent)
    : Page(parent), m_laboratory(laboratory),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, this)),
      m_states(widgets::makeParented<StatePanel>(laboratory, this)),
      m_inspectors(widgets::makeParented<QStackedWidget>(this)),
      m_inspector(widgets::makeParented<LayerInspector>(m_inspectors)) {
    m_inspectors->addWidget(m_inspector);
    m_inspectors->addWidget(m_states->inspector());
    buildDiagram();
    buildViews();
    m_columns->setChildrenCollapsible(false);
    m_columns->setSizes({diagramWidth, viewWidth});
    m_columns->setStretchFactor(0, 2);
    m_columns->setStretchFactor(1, 5);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_columns);
    layout->addWidget(m_states);
    m_states->hide();
    addCommands(commands);
    connectViews();
    connectProbe();
    showTab(Values);
    applyTheme();
    retranslate();
}

QWidget* LayersPage::inspector() {
    return m_inspectors;
}

void LayersPage::buildDiagram() {
    m_diagramCard = widgets::makeParented<widgets::Card>(m_columns);
    m_diagram = widgets::makeParented<widgets::BlockDiagram>(m_diagramCard);
    m_layer = widgets::makeParented<QSpinBox>(m_diagramCard);
    m_layer->setObjectName(QStringLiteral("layerChoice"));
    m_diagramCard->addHeaderWidget(m_layer);
    m_diagramCard->setContent(m_diagram);
    m_diagramCard->setFigure(m_diagram);
}

void LayersPage::buildViews() {
    m_viewCard = widgets::makeParented<widgets::Card>(m_columns);
    auto* content = new QWidget(m_viewCard);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    m_views = widgets::makeParented<QStackedWidget>(content);
    layout->addWidget(buildNotice());
    layout->addWidget(m_views, 1);
    m_tabs = widgets::makeParented<widgets::SegmentedControl>(m_viewCard);
    m_walkView = widgets::makeParented<widgets::BlockWalkView>(m_views);
    m_lens = widgets::makeParented<LensPanel>(m_views);
    m_contributions = widgets::makeParented<ContributionPanel>(m_views);
    auto* neurons = buildNeurons();
    m_positions = widgets::makeParented<widgets::PositionView>(m_views);
    m_patch = widgets::makeParented<widgets::PatchPanel>(m_views);
    for (QWidget* view : {static_cast<QWidget*>(m_walkView), static_cast<QWidget*>(m_lens),
             static_cast<QWidget*>(m_contributions), neurons, static_cast<QWidget*>(m_positions),
             static_cast<QWidget*>(m_patch)}) {
        m_views->addWidget(view); // in the order of Tab
    }
    m_viewCard->addHeaderWidget(m_tabs);
    m_viewCard->setContent(content);
}

QWidget* LayersPage::buildNotice() {
    auto* row = new QWidget(m_viewCard);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    m_notice = widgets::makeParented<QLabel>(row);
    m_undo = widgets::makeParented<QPushButton>(row);
    m_notice->setWordWrap(true);
    widgets::setTextRole(m_notice, widgets::TextRole::Caption);
    layout->addWidget(m_notice, 1);
    layout->addWidget(m_undo);
    connect(m_undo, &QPushButton::clicked, this,
        [this] { m_laboratory.workspace().setInterventions({}); });
    return row;
}

QWidget* LayersPage::buildNeurons() {
    m_neuronRows = widgets::makeParented<QSplitter>(Qt::Vertical, m_views);
    m_neurons = widgets::makeParented<widgets::NeuronView>(m_neuronRows);
    m_examples = widgets::makeParented<widgets::NeuronExamples>(m_neuronRows);
    m_neuronRows->setChildrenCollapsible(false);
    m_neuronRows->setStretchFactor(0, 3);
    m_neuronRows->setStretchFactor(1, 1);
    return m_neuronRows;
}

void LayersPage::connectViews() {
    auto& workspace = m_laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &LayersPage::followModel);
    connect(&workspace, &Workspace::textChanged, this, &LayersPage::followTextSoon);
    connect(&workspace, &Workspace::interventionsChanged, this, &LayersPage::followInterventions);
    connect(&workspace, &Workspace::selectionChanged, this, &LayersPage::followSelection);
    connect(&workspace, &Workspace::headSelected, this, &LayersPage::followLayer);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &LayersPage::followText);
    connect(m_tabs, &widgets::SegmentedControl::currentChanged, this, &LayersPage::showTab);
    connect(m_layer, &QSpinBox::valueChanged, this, &LayersPage::selectLayer);
    connect(m_diagram, &widgets::BlockDiagram::layerChosen, this, &LayersPage::selectLayer);
    connect(m_diagram, &widgets::BlockDiagram::partSelected, this, &LayersPage::selectPart);
    connect(m_walkView, &widgets::BlockWalkView::partSelected, this, [this](Site part) {
        m_diagram->setSelected(part);
        selectPart(part);
    });
    auto& table = m_lens->table();
    connect(&table, &widgets::LogitLensTable::columnsWanted, &m_probe, &LayerProbe::askLens);
    connect(&table, &widgets::LogitLensTable::cellSelected, this, [this](int depth, int column) {
        selectPosition(column);
        selectLayer(std::max(depth - 1, 0));
    });
    connect(m_contributions, &ContributionPanel::tokenChosen, this,
        [this](TokenId token) { m_probe.askContributions(m_position, token); });
    connect(&m_contributions->bars(), &widgets::ContributionBars::layerChosen, this,
        &LayersPage::selectLayer);
    connect(&m_contributions->bars(), &widgets::ContributionBars::headChosen, this,
        [this](const HeadIndex& head) { m_laboratory.workspace().selectHead(head); });
    connect(&m_contributions->norms(), &widgets::ResidualNormsPlot::layerChosen, this,
        &LayersPage::selectLayer);
    connect(&m_contributions->norms(), &widgets::ResidualNormsPlot::tokenChosen, this,
        &LayersPage::selectPosition);
    connect(m_neurons, &widgets::NeuronView::tokenSelected, this, &LayersPage::selectPosition);
    connect(m_neurons, &widgets::NeuronView::neuronSelected, m_examples,
        &widgets::NeuronExamples::setNeuron);
    connect(m_examples, &widgets::NeuronExamples::fileWanted, this, &LayersPage::chooseFile);
    connect(m_examples, &widgets::NeuronExamples::cancelled, &m_probe, &LayerProbe::cancelExamples);
    connect(m_patch, &widgets::PatchPanel::patchChanged, this, &LayersPage::askPatch);
    connect(m_patch, &widgets::PatchPanel::tokenSelected, this, &LayersPage::selectPosition);
}

void LayersPage::connectProbe() {
    connect(&m_probe, &LayerProbe::failed, this, &LayersPage::failed);
    connect(m_states, &StatePanel::failed, this, &LayersPage::failed);
    connect(&m_probe, &LayerProbe::walked, this, &LayersPage::showWalk);
    connect(
        &m_probe, &LayerProbe::lensFound, &m_lens->table(), &widgets::LogitLensTable::addColumns);
    connect(&m_probe, &LayerProbe::normsFound, &m_contributions->norms(),
        &widgets::ResidualNormsPlot::setNorms);
    connect(&m_probe, &LayerProbe::contributionsFound, m_contributions,
        &ContributionPanel::setContributions);
    connect(&m_probe, &LayerProbe::contributionsMissing, this, [this] {
        m_contributions->setMissing(
            tr("The layers of this model end in norms of their own, through which no exact sum "
               "goes."));
    });
    connect(&m_probe, &LayerProbe::neuronsFound, this, [this](const NeuronActivations& found) {
        m_neurons->setActivations(found, m_text.tokens);
        m_neurons->setPosition(m_position);
        m_examples->setNeuron(m_neurons->neuron());
    });
    connect(&m_probe, &LayerProbe::examplesProgressed, m_examples,
        [this](double fraction) { m_examples->setProgress(fraction); });
    connect(&m_probe, &LayerProbe::examplesEnded, m_examples,
        [this] { m_examples->setProgress(std::nullopt); });
    connect(&m_probe, &LayerProbe::examplesFound, m_examples,
        [this](const std::vector<NeuronExample>& found) {
            m_examples->setExamples(found, QFileInfo(m_examplesFile).fileName());
        });
    using widgets::PositionView;
    connect(&m_probe, &LayerProbe::learnedPositionsFound, m_positions,
        [this](const PositionEncoding& found) {
            m_positions->setEncoding(PositionView::Learned, found);
        });
    connect(&m_probe, &LayerProbe::sinusoidalPositionsFound, m_positions,
        [this](const PositionEncoding& found) {
            m_positions->setEncoding(PositionView::Sinusoidal, found);
        });
    connect(&m_probe, &LayerProbe::changeFound, m_patch, &widgets::PatchPanel::setChange);
    connect(&m_probe, &LayerProbe::linearFound, m_inspector, &LayerInspector::setLinear);
    connect(m_inspector, &LayerInspector::componentChosen, this, &LayersPage::askLinear);
}

void LayersPage::addCommands(CommandRegistry& commands) {
    const auto addTab
        = [this, &commands](const char* id, const CommandRegistry::Text& text, Tab tab) {
              commands.add(QString::fromLatin1(id), text, {}, [this, tab] {
                  showTab(tab);
                  Q_EMIT wanted();
              });
          };
    addTab("layerValues",
        {QT_TRANSLATE_NOOP("Commands", "Values of a layer"),
            QT_TRANSLATE_NOOP("Commands", "Follow the selected token through one layer")},
        Values);
    addTab("logitLens",
        {QT_TRANSLATE_NOOP("Commands", "Logit lens"),
            QT_TRANSLATE_NOOP("Commands", "Show what each layer would say")},
        Lens);
    addTab("contributions",
        {QT_TRANSLATE_NOOP("Commands", "Contributions to a logit"),
            QT_TRANSLATE_NOOP("Commands", "Show what each block adds to a logit")},
        Contributions);
    addTab("neurons",
        {QT_TRANSLATE_NOOP("Commands", "Neurons"),
            QT_TRANSLATE_NOOP("Commands", "Show the neurons of a layer and what excites them")},
        Neurons);
    addTab("positions",
        {QT_TRANSLATE_NOOP("Commands", "Positional encodings"),
            QT_TRANSLATE_NOOP("Commands", "Show the vectors that tell places apart")},
        Positions);
    addTab("patching",
        {QT_TRANSLATE_NOOP("Commands", "Patching"),
            QT_TRANSLATE_NOOP("Commands", "Replace a hidden state and see the output change")},
        Patching);
}

void LayersPage::followModel() {
    const auto& model = m_laboratory.workspace().model();
    const bool attends = model->info().abilities.attends;
    m_columns->setVisible(attends);
    m_states->setVisible(!attends);
    m_inspectors->setCurrentIndex(attends ? 0 : 1);
    m_probe.setModel(attends ? model : nullptr);
    m_anatomy = model->anatomy();
    m_walk = {};
    m_walkView->clear();
    m_walkView->setTokenName(
        [model](TokenId id) { return widgets::tokenText(model->tokenizer().tokenBytes(id)); });
    m_diagram->setAnatomy(m_anatomy);
    m_inspector->setAnatomy(m_anatomy);
    m_patch->setLayers(m_anatomy.layers);
    m_neurons->clear();
    m_examples->clear();
    m_contributions->bars().clear();
    m_contributions->norms().clear();
    {
        const QSignalBlocker quiet(m_layer);
        m_layer->setRange(0, std::max(0, m_anatomy.layers - 1));
    }
    m_diagramCard->setSubtitle(
        tr("%1 parameters").arg(widgets::formatCount(m_anatomy.parameters())));
    m_behind[Positions] = true;
    followLayer();
    followText();
}

void LayersPage::followTextSoon() {
    if (!m_laboratory.generator().isRunning()) {
        followText();
    } else if (!m_refresh.isActive()) {
        m_refresh.start(streamingInterval);
    }
}

void LayersPage::followText() {
    m_textBehind = true;
    if (!isVisible() || !m_laboratory.workspace().model()) {
        return; // showEvent catches up
    }
    m_textBehind = false;
    m_text = inspectedText(m_laboratory.workspace());
    m_probe.setText(m_text);
    m_position = selectedPosition();
    m_patch->clearChange();
    followInterventions();
}

void LayersPage::followInterventions() {
    if (m_textBehind) {
        return; // showEvent catches up
    }
    m_interventions
        = within(m_laboratory.workspace().interventions(), static_cast<int>(m_text.tokens.size()));
    m_probe.setInterventions(m_interventions);
    m_lens->table().reset(m_anatomy.layers + 1, widgets::tokenTexts(m_text.tokens));
    for (const Tab tab : {Values, Lens, Contributions, Neurons, Patching}) {
        m_behind[tab] = true;
    }
    showNotice();
    showPosition();
}

void LayersPage::followSelection() {
    if (!m_textBehind && m_position != selectedPosition()) {
        m_position = selectedPosition();
        showPosition();
    }
}

void LayersPage::showPosition() {
    m_behind[Values] = m_behind[Contributions] = m_behind[Patching] = true;
    m_lens->table().setSelectedCell(layer() + 1, m_position);
    m_neurons->setPosition(m_position);
    m_contributions->norms().setPosition(m_position);
    m_positions->setPosition(m_position);
    m_patch->setTokens(m_text.tokens, m_position);
    ask();
}

void LayersPage::followLayer() {
    const QSignalBlocker quiet(m_layer);
    m_layer->setValue(layer());
    m_diagram->setLayer(layer());
    m_inspector->setHead(m_laboratory.workspace().selectedHead().head);
    m_lens->table().setSelectedCell(layer() + 1, m_position);
    m_contributions->norms().setLayer(layer());
    m_patch->setLayer(layer());
    m_behind[Values] = m_behind[Neurons] = m_behind[Patching] = true;
    ask();
}

void LayersPage::showTab(int tab) {
    m_tabs->setCurrent(tab);
    m_views->setCurrentIndex(tab);
    m_viewCard->setFigure(tab == Lens ? static_cast<widgets::Figure*>(&m_lens->table())
            : tab == Contributions    ? &m_contributions->bars()
            : tab == Neurons          ? m_neurons->figure()
            : tab == Positions        ? m_positions->figure()
            : tab == Patching         ? m_patch->figure()
                                      : m_walkView.get());
    m_viewCard->setTable(tab == Values ? m_walkView->table()
            : tab == Lens              ? m_lens->table().table()
            : tab == Contributions     ? m_contributions->bars().table()
            : tab == Neurons           ? m_neurons->table()
            : tab == Patching          ? m_patch->table()
                                       : nullptr);
    showNotice();
    ask();
}

void LayersPage::ask() {
    if (!isVisible() || m_textBehind || m_text.tokens.empty()) {
        return;
    }
    if (std::exchange(m_behind[Values], false)) {
        m_probe.askWalk(layer(), m_position); // the inspector shows it on every tab
    }
    const int tab = m_tabs->current();
    if (!std::exchange(m_behind[static_cast<std::size_t>(tab)], false)) {
        return;
    }
    if (tab == Contributions) {
        m_probe.askNorms();
        if (m_walk.position == m_position && !m_walk.steps.empty()) {
            m_probe.askContributions(m_position, m_contributions->token());
        }
    } else if (tab == Neurons) {
        m_probe.askNeurons(layer());
    } else if (tab == Positions) {
        m_probe.askPositions();
    } else if (tab == Patching) {
        askPatch();
    }
}

void LayersPage::showWalk(const BlockWalk& walk) {
    m_walk = walk;
    const auto& model = m_laboratory.workspace().model();
    const auto at = static_cast<std::size_t>(walk.position);
    if (at >= m_text.tokens.size()) {
        return; // of a text that was longer
    }
    m_walkView->setWalk(walk, m_anatomy, widgets::tokenTexts(m_text.tokens));
    m_inspector->setWalk(walk, m_text.tokens[at].id, widgets::tokenTexts(m_text.tokens));
    m_contributions->setChoices(
        logitCandidates(walk, model->tokenizer(), expectedToken(walk.position)));
    askLinear();
    if (m_tabs->current() == Contributions) {
        m_probe.askContributions(walk.position, m_contributions->token());
    } else {
        m_behind[Contributions] = true;
    }
}

void LayersPage::askPatch() {
    if (!isVisible() || m_textBehind || m_text.tokens.empty()) {
        return;
    }
    const auto& wanted = m_patch->patch();
    HiddenPatch patch;
    patch.layer = wanted.layer;
    patch.position = m_position;
    if (wanted.fromText) {
        const auto& workspace = m_laboratory.workspace();
        const auto tokens = workspace.model()->tokenizer().tokens(
            wanted.source.toStdString(), /*addSpecialTokens=*/workspace.readsBothSides());
        if (!tokens || tokens->empty() || wanted.source.isEmpty()) {
            m_patch->clearChange(); // until there is a second text
            return;
        }
        m_patch->setSourceTokens(*tokens);
        for (const auto& token : *tokens) {
            patch.sourceIds.push_back(token.id);
        }
        patch.sourcePosition = m_patch->sourcePosition();
    }
    const int last = static_cast<int>(m_text.tokens.size()) - 1;
    const int filled = m_text.masked.empty() ? m_position : m_text.masked.front();
    m_probe.askChange(patch, m_anatomy.causal ? last : filled);
}

void LayersPage::askLinear() {
    const auto& asked = m_inspector->linearComponent();
    if (asked) {
        m_probe.askLinear(asked->site, m_walk.layer, m_walk.position, asked->component);
    }
}

void LayersPage::chooseFile() {
    const auto file = QFileDialog::getOpenFileName(
        this, tr("Texts, one on each line"), {}, tr("Text files (*.txt);;All files (*)"));
    if (!file.isEmpty()) {
        m_examplesFile = file;
        m_probe.askExamples(file.toStdString(), layer(), m_neurons->neuron());
    }
}

int LayersPage::layer() const {
    return m_laboratory.workspace().selectedHead().layer;
}

int LayersPage::selectedPosition() const {
    const auto& workspace = m_laboratory.workspace();
    const int token = std::min(workspace.selected(), m_text.textTokens - 1);
    return std::max(0, m_text.positionOf(token));
}

std::optional<TokenId> LayersPage::expectedToken(int position) const {
    const auto& workspace = m_laboratory.workspace();
    const int wanted = m_anatomy.causal ? position + 1 : position;
    if (wanted >= static_cast<int>(m_text.tokens.size())) {
        return std::nullopt;
    }
    const int number = m_text.maskNumberAt(wanted);
    const int second = number - m_text.secondNumber;
    if (const int token = m_text.tokenAt(wanted); token >= 0) {
        return workspace.tree().node(workspace.path()[static_cast<std::size_t>(token)]).id;
    }
    return number >= 0 ? workspace.secondTokens()[static_cast<std::size_t>(second)].id
                       : m_text.tokens[static_cast<std::size_t>(wanted)].id;
}

void LayersPage::selectPosition(int position) {
    m_position = position;
    if (const int token = m_text.tokenAt(position); token >= 0) {
        m_laboratory.workspace().select(token);
    }
    showPosition();
}

void LayersPage::selectLayer(int layer) {
    auto& workspace = m_laboratory.workspace();
    workspace.selectHead({layer, workspace.selectedHead().head});
}

void LayersPage::selectPart(std::optional<Site> part) {
    m_walkView->setSelected(part);
    m_inspector->setPart(part);
    askLinear();
}

void LayersPage::showNotice() {
    const int tab = m_tabs->current();
    const bool concerned = tab != Positions && tab != Patching;
    m_notice->parentWidget()->setVisible(concerned && !m_interventions.empty());
    const auto heads = static_cast<int>(m_interventions.heads.size());
    QStringList changes;
    if (heads > 0) {
        changes << tr("%n head(s) switched off", nullptr, heads);
    }
    if (!m_interventions.mask.empty()) {
        changes << tr("%n pair(s) of the mask edited", nullptr,
            static_cast<int>(m_interventions.mask.size()));
    }
    //: %1 lists what is changed in the Attention lens
    m_notice->setText(tr("Computed with %1.").arg(changes.join(tr(", "))));
}

void LayersPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_textBehind) {
        followText();
    } else {
        ask();
    }
}

void LayersPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_refresh.stop();
    m_probe.rest();
}

void LayersPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void LayersPage::retranslate() {
    m_diagramCard->setTitle(tr("Model"));
    m_viewCard->setTitle(tr("Layer"));
    m_layer->setAccessibleName(tr("Layer"));
    m_layer->setToolTip(tr("The layer that is drawn out and looked into"));
    m_undo->setText(tr("Undo all"));
    m_undo->setToolTip(tr("Switch every head on and take the mask as the model has it"));
    showNotice();
    m_tabs->setSegments({{tr("Values"), tr("The selected token through one layer, step by step")},
        {tr("Lens"), tr("Logit lens: what each layer would say if the model stopped there")},
        {tr("Logit"), tr("What each block adds to a logit, and lengths along the way")},
        {tr("Neurons"), tr("The feed-forward neurons of the layer")},
        {tr("Positions"), tr("The vectors that tell places apart")},
        {tr("Patch"), tr("Replace a hidden state and see the output change")}});
    if (m_anatomy.layers > 0) {
        m_diagramCard->setSubtitle(
            tr("%1 parameters").arg(widgets::formatCount(m_anatomy.parameters())));
    }
}

void LayersPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    m_columns->setHandleWidth(gap);
    m_neuronRows->setHandleWidth(gap);
    m_views->parentWidget()->layout()->setSpacing(theme.px(8));
    m_notice->parentWidget()->layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::app
