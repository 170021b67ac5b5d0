#include "app/pages/attention_page.h"

#include <QEvent>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/model_text.h"
#include "app/pages/attention_controls.h"
#include "app/pages/attention_inspector.h"
#include "app/pages/attention_pane.h"
#include "app/pages/notice_card.h"
#include "app/window/command_registry.h"
#include "app/workspace/intervention_edits.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/head_table.h"
#include "widgets/common/card.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;
using widgets::makeParented;

constexpr auto streamingInterval = 150ms; ///< between two refreshes while a continuation streams
constexpr int headsWidth = 330;
constexpr int viewWidth = 660; // of a splitter; only the proportion counts

} // namespace

AttentionPage::AttentionPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_missing(makeParented<NoticeCard>(this)),
      m_columns(makeParented<QSplitter>(Qt::Horizontal, this)),
      m_heads(makeParented<QSplitter>(Qt::Vertical, m_columns)),
      m_viewCard(makeParented<widgets::Card>(m_columns)),
      m_controls(makeParented<AttentionControls>(commands, m_viewCard)),
      m_inspector(makeParented<AttentionInspector>(this)) {
    buildHeads();
    buildView();
    for (QSplitter* splitter : {m_columns.get(), m_heads.get(), m_panes.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    m_columns->setSizes({headsWidth, viewWidth});
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    m_heads->setStretchFactor(0, 1);
    m_heads->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_missing);
    layout->addWidget(m_columns, 1);
    layout->addStretch(0);
    m_missing->hide();
    connectProbe();
    connectViews();
    addCommands(commands);
    showView();
    applyTheme();
    retranslate();
}

QWidget* AttentionPage::inspector() {
    return m_inspector;
}

void AttentionPage::buildHeads() {
    m_atlasCard = makeParented<widgets::Card>(m_heads);
    m_pooling = makeParented<widgets::SegmentedControl>(m_atlasCard);
    m_atlas = makeParented<widgets::AttentionAtlas>(m_atlasCard);
    m_atlasCard->addHeaderWidget(m_pooling);
    m_atlasCard->setContent(m_atlas);
    m_atlasCard->setFigure(m_atlas);
    m_tableCard = makeParented<widgets::Card>(m_heads);
    m_table = makeParented<widgets::HeadTable>(m_tableCard);
    m_tableCard->setContent(m_table);
    m_tableCard->setTable(m_table->table());
}

void AttentionPage::buildView() {
    auto* content = new QWidget(m_viewCard);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    m_notice = makeParented<widgets::MessageBar>(content);
    m_panes = makeParented<QSplitter>(Qt::Horizontal, content);
    m_own = makeParented<AttentionPane>(m_panes);
    m_other = makeParented<AttentionPane>(m_panes);
    m_own->setObjectName(QStringLiteral("attentionPane"));
    m_other->setObjectName(QStringLiteral("otherAttentionPane"));
    m_other->hide();
    layout->addWidget(m_notice);
    layout->addWidget(m_controls);
    layout->addWidget(m_panes, 1);
    m_viewCard->setContent(content);
}

void AttentionPage::connectProbe() {
    auto& workspace = m_laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &AttentionPage::followModel);
    connect(&workspace, &Workspace::secondModelChanged, this, &AttentionPage::followSecondModel);
    connect(
        &workspace, &Workspace::interventionsChanged, this, &AttentionPage::followInterventions);
    connect(&workspace, &Workspace::textChanged, this, &AttentionPage::followTextSoon);
    connect(&workspace, &Workspace::selectionChanged, this, &AttentionPage::followSelection);
    connect(&workspace, &Workspace::headSelected, this, &AttentionPage::followHead);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &AttentionPage::followText);
    connect(&m_probe, &AttentionProbe::mapped, this, &AttentionPage::showPictures);
    connect(&m_probe, &AttentionProbe::summarized, this, &AttentionPage::showSummaries);
    connect(
        &m_probe, &AttentionProbe::derived, this, [this](const AttentionDerivation& derivation) {
            m_inspector->showDerivation(derivation, explainsOther() ? m_otherText : m_text);
        });
    connect(&m_probe, &AttentionProbe::changed, m_inspector, &AttentionInspector::showChange);
    connect(&m_probe, &AttentionProbe::failed, this, &AttentionPage::failed);
}

void AttentionPage::connectViews() {
    auto& workspace = m_laboratory.workspace();
    connect(m_atlas, &widgets::AttentionAtlas::headSelected, &workspace, &Workspace::selectHead);
    connect(m_table, &widgets::HeadTable::headSelected, &workspace, &Workspace::selectHead);
    connect(m_atlas, &widgets::AttentionAtlas::headSwitched, this, &AttentionPage::toggleHead);
    connect(m_table, &widgets::HeadTable::headSwitched, this, &AttentionPage::toggleHead);
    connect(
        m_atlas, &widgets::AttentionAtlas::headMenuRequested, this, &AttentionPage::showHeadMenu);
    connect(m_table, &widgets::HeadTable::shownChanged, this,
        [this] { m_atlas->setShown(m_table->shownHeads(), m_table->isByLayer()); });
    connect(m_pooling, &widgets::SegmentedControl::currentChanged, this, [this](int pooling) {
        m_atlas->setPooling(static_cast<widgets::AttentionAtlas::Pooling>(pooling));
    });
    connect(m_own, &AttentionPane::selected, this,
        [this](int query, int key) { select(AttentionSide::Own, query, key); });
    connect(m_other, &AttentionPane::selected, this,
        [this](int query, int key) { select(AttentionSide::Other, query, key); });
    connect(m_own, &AttentionPane::cellMenuRequested, this, &AttentionPage::showCellMenu);
    connect(m_other, &AttentionPane::cellMenuRequested, this,
        [this](int query, int key, const QPoint& place) {
            if (!secondModel()) { // which no intervention concerns
                showCellMenu(query, key, place);
            }
        });
    connect(m_controls, &AttentionControls::viewChanged, this, &AttentionPage::showView);
    connect(m_controls, &AttentionControls::styleChanged, this, &AttentionPage::showStyle);
    connect(m_controls, &AttentionControls::questionChanged, this, &AttentionPage::askMap);
    connect(m_controls, &AttentionControls::sideChanged, this, [this] {
        showSides();
        askMap();
        askDerivation();
        askSummaries();
    });
    connect(m_inspector, &AttentionInspector::undoAsked, &workspace,
        [&workspace] { workspace.setInterventions({}); });
    connect(m_inspector, &AttentionInspector::textbookAsked, this,
        [this] { m_inspector->showTextbook(api::textbookDerivation()); });
    connect(m_inspector, &AttentionInspector::positionSelected, this,
        [this](int position) { select(AttentionSide::Own, position, -1); });
}

void AttentionPage::addCommands(CommandRegistry& commands) {
    m_switchHead = commands.add(QStringLiteral("switchHead"),
        {QT_TRANSLATE_NOOP("Commands", "Switch the head off or on"),
            QT_TRANSLATE_NOOP("Commands", "Take the selected head's output away, or give it back")},
        {}, [this] { toggleHead(m_laboratory.workspace().selectedHead()); });
    commands.add(QStringLiteral("undoInterventions"),
        {QT_TRANSLATE_NOOP("Commands", "Undo all changes of the model"),
            QT_TRANSLATE_NOOP(
                "Commands", "Switch every head on and take the mask as the model has it")},
        {}, [this] { m_laboratory.workspace().setInterventions({}); });
}

void AttentionPage::followModel() {
    const auto& workspace = m_laboratory.workspace();
    const auto& info = workspace.model()->info();
    m_missing->setVisible(!info.abilities.attends);
    m_columns->setVisible(info.abilities.attends);
    m_switchHead->setEnabled(info.abilities.attends);
    m_probe.setModel(info.abilities.attends ? workspace.model() : nullptr);
    m_text = {};
    m_cell = {};
    m_asked = AttentionSide::Own;
    showMissing();
    m_atlas->setModel(info.layers, info.heads, workspace.model()->anatomy().causal);
    m_table->setModel(info.layers, info.heads);
    followHead();
    followText();
}

void AttentionPage::followSecondModel() {
    m_probe.setSecondModel(m_laboratory.workspace().secondModel());
    followText();
}

void AttentionPage::followTextSoon() {
    if (!m_laboratory.generator().isRunning()) {
        followText();
    } else if (!m_refresh.isActive()) {
        m_refresh.start(streamingInterval);
    }
}

void AttentionPage::followText() {
    m_behind = !isVisible();
    const auto& model = m_laboratory.workspace().model();
    if (m_behind || !model || !model->info().abilities.attends) {
        return; // showEvent catches up
    }
    const auto& workspace = m_laboratory.workspace();
    m_text = inspectedText(workspace);
    m_otherText = secondModel() ? secondInspectedText(workspace) : m_text;
    m_probe.setText(m_text);
    m_probe.setSecondText(m_otherText);
    m_own->setText(m_text.tokens);
    m_other->setText(m_otherText.tokens);
    m_cell = {selectedPosition(), -1};
    m_otherCell = {m_text.counterpart(m_cell.query, m_otherText), -1};
    m_asked = AttentionSide::Own;
    if (m_text.tokens.empty()) {
        m_probe.cancel();
        showPictures({});
    }
    showInterventions();
    showSelection();
    askMap(); // what is seen first
    askDerivation();
    askChange();
    askSummaries();
}

void AttentionPage::followInterventions() {
    m_behind = m_behind || !isVisible();
    if (!m_behind) {
        showInterventions();
        askMap();
        askDerivation();
        askChange();
        askSummaries();
    }
}

int AttentionPage::selectedPosition() const {
    return m_text.positionOf(m_laboratory.workspace().selected());
}

void AttentionPage::followSelection() {
    m_behind = m_behind || !isVisible();
    const int position = selectedPosition();
    if (!m_behind && position >= 0 && position != m_cell.query) {
        select(AttentionSide::Own, position, -1);
    }
}

void AttentionPage::followHead() {
    const auto& head = m_laboratory.workspace().selectedHead();
    m_atlas->setSelected(head);
    m_table->setSelected(head);
    nameHead();
    m_behind = m_behind || !isVisible();
    if (!m_behind) {
        askMap();
        askDerivation();
    }
}

void AttentionPage::askMap() {
    if (!m_text.tokens.empty()) {
        auto question = m_controls->question(m_laboratory.workspace().selectedHead());
        question.side = side();
        m_probe.askMap(question);
    }
}

void AttentionPage::askSummaries() {
    const auto side = atlasSide();
    m_atlas->setDifference(side == AttentionSide::Difference);
    if (!m_text.tokens.empty()) {
        m_probe.askSummaries(side);
    }
}

void AttentionPage::askChange() {
    if (m_interventions.empty() || m_text.tokens.empty()) {
        m_inspector->clearChange();
        return;
    }
    const int last = static_cast<int>(m_text.tokens.size()) - 1;
    const int told = m_text.masked.empty() ? last : m_text.masked.front();
    m_probe.askChange(m_cell.query >= 0 ? m_cell.query : told);
}

void AttentionPage::askDerivation() {
    const bool other = explainsOther();
    const auto& cell = other ? m_otherCell : m_cell;
    if (cell.query < 0 || cell.key < 0) {
        m_inspector->clearDerivation();
        return;
    }
    m_probe.askDerivation(m_laboratory.workspace().selectedHead(), cell.query, cell.key,
        other ? AttentionSide::Other : AttentionSide::Own);
}

void AttentionPage::showPictures(const AttentionPictures& pictures) {
    m_own->setPicture(pictures.own, m_controls->threshold());
    m_other->setPicture(pictures.other, m_controls->threshold());
}

void AttentionPage::showSummaries(const std::vector<HeadSummary>& summaries) {
    for (const auto& summary : summaries) {
        m_atlas->addSummary(summary);
        m_table->setStatistics(summary.index, summary.statistics);
    }
}

void AttentionPage::showView() {
    for (AttentionPane* pane : {m_own.get(), m_other.get()}) {
        pane->setView(m_controls->view());
    }
    showStyle();
    showSides();
}

void AttentionPage::showStyle() {
    for (AttentionPane* pane : {m_own.get(), m_other.get()}) {
        pane->setStyle(m_controls->colorMap(), m_controls->selectedOnly());
    }
    m_atlas->setColorMap(m_controls->colorMap());
}

void AttentionPage::showInterventions() {
    m_interventions
        = within(m_laboratory.workspace().interventions(), static_cast<int>(m_text.tokens.size()));
    const auto off = switchedOff(m_interventions);
    m_atlas->setSwitchedOff(off);
    m_table->setSwitchedOff(off);
    std::vector<std::pair<int, int>> forced;
    for (const auto& edit : m_interventions.mask) {
        if (edit.kind == MaskEdit::Kind::Force) {
            forced.emplace_back(edit.query, edit.key);
        }
    }
    m_own->setForced(std::move(forced));
    m_inspector->setTokens(m_text.tokens);
    m_inspector->setInterventions(m_interventions);
    m_probe.setInterventions(m_interventions);
    showSides();
}

void AttentionPage::showSides() {
    const auto* second = secondModel();
    if (second) {
        m_controls->setSides(
            modelTitle(m_laboratory.workspace().model()->info()), modelTitle(second->info()));
    } else if (!m_interventions.empty()) {
        m_controls->setSides(tr("after"), tr("before"));
    } else {
        m_controls->setSides({}, {});
    }
    const auto shown = side();
    const bool joins = shown == AttentionSide::Both && (m_own->isHidden() || m_other->isHidden());
    m_own->setVisible(shown != AttentionSide::Other);
    m_other->setVisible(shown == AttentionSide::Other || shown == AttentionSide::Both);
    // What comes first stands first: before and after, this model and the other.
    m_panes->insertWidget(second ? 1 : 0, m_other);
    if (joins) {
        m_panes->setSizes({m_panes->width(), m_panes->width()});
    }
    std::vector<const widgets::Figure*> figures;
    for (const auto* pane :
        second ? std::array{m_own.get(), m_other.get()} : std::array{m_other.get(), m_own.get()}) {
        if (!pane->isHidden()) {
            figures.push_back(pane->figure());
        }
    }
    m_figure.setFigures(std::move(figures));
    m_viewCard->setFigure(&m_figure);
    nameHead();
    showNotice();
}

void AttentionPage::showNotice() {
    QStringList sentences;
    if (m_text.left > 0) {
        sentences << tr("The text is longer than the model's context: its last %n token(s) are "
                        "left out.",
            nullptr, m_text.left);
    }
    if (m_controls->side() == AttentionSide::Difference) {
        sentences << differenceProblem();
    }
    sentences.removeAll(QString());
    if (sentences.isEmpty()) {
        m_notice->clear();
    } else {
        m_notice->showMessage(widgets::MessageBar::Kind::Notice, sentences.join(QLatin1Char(' ')));
    }
}

const api::TextModel* AttentionPage::secondModel() const {
    return m_laboratory.workspace().secondModel().get();
}

AttentionSide AttentionPage::side() const {
    const auto chosen = m_controls->side();
    return chosen == AttentionSide::Difference && !differenceProblem().isEmpty()
        ? AttentionSide::Both
        : chosen;
}

bool AttentionPage::explainsOther() const {
    return side() == AttentionSide::Other
        || (side() == AttentionSide::Both && m_asked == AttentionSide::Other);
}

AttentionSide AttentionPage::atlasSide() const {
    const auto shown = side();
    const auto* second = secondModel();
    if (second && m_laboratory.workspace().model()) {
        const auto& own = m_laboratory.workspace().model()->info();
        const auto& other = second->info();
        if (own.layers != other.layers || own.heads != other.heads) {
            return AttentionSide::Own;
        }
    }
    return shown == AttentionSide::Both ? AttentionSide::Own : shown;
}

QString AttentionPage::differenceProblem() const {
    return m_text.hasTokensOf(m_otherText)
        ? QString()
        : tr("The two models read different tokens, so there is no difference cell by cell; they "
             "stand side by side instead.");
}

void AttentionPage::select(AttentionSide side, int query, int key) {
    const int before = m_cell.query;
    const bool own = side == AttentionSide::Own;
    const auto& from = own ? m_text : m_otherText;
    const auto& to = own ? m_otherText : m_text;
    const Cell mapped{from.counterpart(query, to), from.counterpart(key, to)};
    m_cell = own ? Cell{query, key} : mapped;
    m_otherCell = own ? mapped : Cell{query, key};
    m_asked = side;
    showSelection();
    askDerivation();
    if (m_cell.query != before) {
        askChange();
        shareSelection();
    }
}

void AttentionPage::showSelection() {
    m_own->setSelection(m_cell.query, m_cell.key);
    m_other->setSelection(m_otherCell.query, m_otherCell.key);
}

void AttentionPage::shareSelection() {
    if (const int token = m_text.tokenAt(m_cell.query); token >= 0) {
        m_laboratory.workspace().select(token);
    }
}

void AttentionPage::editInterventions(const std::function<void(Interventions&)>& edit) {
    auto& workspace = m_laboratory.workspace();
    auto edited = workspace.interventions();
    edit(edited);
    workspace.setInterventions(std::move(edited));
}

void AttentionPage::toggleHead(const HeadIndex& head) {
    editInterventions([&head](Interventions& edited) { toggle(edited, head); });
}

void AttentionPage::showHeadMenu(const HeadIndex& head, const QPoint& place) {
    using Kind = HeadAblation::Kind;
    QMenu menu(this);
    const auto add = [&](const QString& text, auto edit) {
        connect(menu.addAction(text), &QAction::triggered, this,
            [this, edit] { editInterventions(edit); });
    };
    const int heads = m_laboratory.workspace().model()->info().heads;
    if (switchedOff(m_interventions).contains(head)) {
        add(tr("Switch this head on"), [head](Interventions& edited) { switchOn(edited, head); });
    }
    add(tr("Switch this head off: output zero"),
        [head](Interventions& edited) { switchOff(edited, head, Kind::Zero); });
    add(tr("Switch this head off: its mean output"),
        [head](Interventions& edited) { switchOff(edited, head, Kind::Mean); });
    menu.addSeparator();
    add(tr("Switch the layer's heads off: output zero"), [head, heads](Interventions& edited) {
        switchLayerOff(edited, head.layer, heads, Kind::Zero);
    });
    add(tr("Switch the layer's heads off: their mean output"),
        [head, heads](
            Interventions& edited) { switchLayerOff(edited, head.layer, heads, Kind::Mean); });
    menu.addSeparator();
    add(tr("Switch all heads on"), [](Interventions& edited) { edited.heads.clear(); });
    menu.exec(place);
}

void AttentionPage::showCellMenu(int query, int key, const QPoint& place) {
    QMenu menu(this);
    const auto add = [&](const QString& text, auto edit) {
        connect(menu.addAction(text), &QAction::triggered, this,
            [this, edit] { editInterventions(edit); });
    };
    const auto head = m_laboratory.workspace().selectedHead();
    const auto put = [query, key](MaskEdit::Kind kind, std::optional<HeadIndex> where) {
        return [=](Interventions& edited) { editMask(edited, {query, key, kind, where}); };
    };
    add(tr("Forbid this pair in this head"), put(MaskEdit::Kind::Forbid, head));
    add(tr("Forbid this pair in every head"), put(MaskEdit::Kind::Forbid, std::nullopt));
    add(tr("Force this pair in this head"), put(MaskEdit::Kind::Force, head));
    add(tr("Force this pair in every head"), put(MaskEdit::Kind::Force, std::nullopt));
    menu.addSeparator();
    add(tr("Take this pair as the model has it"),
        [query, key](Interventions& edited) { forgetMask(edited, query, key); });
    add(tr("Undo all"), [](Interventions& edited) { edited = {}; });
    menu.exec(place);
}

void AttentionPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_behind) {
        followText();
    } else {
        m_probe.resumeSummaries();
    }
}

void AttentionPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_probe.rest();
}

void AttentionPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void AttentionPage::showMissing() {
    m_missing->setTitle(tr("Attention"));
    if (const auto& model = m_laboratory.workspace().model()) {
        m_missing->setText(tr("%1 has no attention: what it knows of the tokens before, it carries "
                              "along or sees through a window. The lens Layers shows its states; a "
                              "GPT or BERT, chosen above, shows attention.")
                               .arg(modelTitle(model->info())));
    }
}

void AttentionPage::retranslate() {
    showMissing();
    m_atlasCard->setTitle(tr("All heads"));
    m_tableCard->setTitle(tr("Statistics"));
    m_tableCard->setSubtitle(tr("uncheck a head to switch it off"));
    m_pooling->setSegments({{tr("max"), tr("A pixel is the largest of the weights it stands for")},
        {tr("mean"), tr("A pixel is the mean of the weights it stands for")}});
    showSides();
}

void AttentionPage::nameHead() {
    const auto& workspace = m_laboratory.workspace();
    const auto nameOf = [](const HeadIndex& head) {
        return tr("Layer %1, head %2").arg(head.layer).arg(head.head);
    };
    const auto& head = workspace.selectedHead();
    m_viewCard->setTitle(nameOf(head));
    if (!workspace.model()) {
        return;
    }
    const auto& info = workspace.model()->info();
    const auto size = tr("%1 layers × %2 heads").arg(info.layers).arg(info.heads);
    const auto* second = secondModel();
    if (second) {
        const auto& shown = atlasSide() == AttentionSide::Other ? second->info() : info;
        m_atlasCard->setSubtitle(modelTitle(shown) + QStringLiteral(" · ") + size);
    } else {
        m_atlasCard->setSubtitle(size);
    }
    // A map that stands alone is named by the control that chose it.
    const bool both = side() == AttentionSide::Both;
    const auto captionOf = [&](const ModelInfo& model) {
        return modelTitle(model) + QStringLiteral(" · ") + nameOf(nearestHead(head, model));
    };
    m_own->setCaption(!both ? QString() : second ? captionOf(info) : tr("after"));
    m_other->setCaption(!both ? QString() : second ? captionOf(second->info()) : tr("before"));
}

void AttentionPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    for (QSplitter* splitter : {m_columns.get(), m_heads.get(), m_panes.get()}) {
        splitter->setHandleWidth(gap);
    }
    m_panes->parentWidget()->layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::app
