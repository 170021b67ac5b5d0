#include "app/pages/attention_page.h"

#include <QEvent>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "app/pages/attention_controls.h"
#include "app/pages/attention_inspector.h"
#include "app/window/command_registry.h"
#include "app/workspace/intervention_edits.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/attention/head_table.h"
#include "widgets/common/card.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;
using widgets::AttentionHeatMap;
using widgets::makeParented;

constexpr auto streamingInterval = 150ms; ///< between two refreshes while a continuation streams
constexpr int headsWidth = 330;
constexpr int viewWidth = 660; // of a splitter; only the proportion counts

} // namespace

AttentionPage::AttentionPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent)
    : Page(parent), m_laboratory(laboratory),
      m_columns(makeParented<QSplitter>(Qt::Horizontal, this)),
      m_heads(makeParented<QSplitter>(Qt::Vertical, m_columns)),
      m_viewCard(makeParented<widgets::Card>(m_columns)),
      m_controls(makeParented<AttentionControls>(commands, m_viewCard)),
      m_inspector(makeParented<AttentionInspector>(this)) {
    buildHeads();
    buildView();
    for (QSplitter* splitter : {m_columns.get(), m_heads.get(), m_maps.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    m_columns->setSizes({headsWidth, viewWidth});
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    m_heads->setStretchFactor(0, 3);
    m_heads->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_columns);
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
    m_views = makeParented<QStackedWidget>(content);
    layout->addWidget(m_notice);
    layout->addWidget(m_controls);
    layout->addWidget(m_views, 1);
    m_maps = makeParented<QSplitter>(Qt::Horizontal, m_views);
    m_map = makeParented<AttentionHeatMap>(m_maps);
    m_otherMap = makeParented<AttentionHeatMap>(m_maps);
    m_map->setObjectName(QStringLiteral("attentionMap"));
    m_otherMap->hide();
    m_links = makeParented<widgets::AttentionLinks>(m_views);
    m_shaded = makeParented<widgets::TokenShading>(m_views);
    for (QWidget* view : {static_cast<QWidget*>(m_maps), static_cast<QWidget*>(m_links),
             static_cast<QWidget*>(m_shaded)}) {
        m_views->addWidget(view); // in the order of AttentionControls::View
    }
    m_viewCard->setContent(content);
}

void AttentionPage::connectProbe() {
    auto& workspace = m_laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &AttentionPage::followModel);
    connect(&workspace, &Workspace::textChanged, this, &AttentionPage::followTextSoon);
    connect(&workspace, &Workspace::selectionChanged, this, &AttentionPage::followSelection);
    connect(&workspace, &Workspace::headSelected, this, &AttentionPage::followHead);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &AttentionPage::followText);
    connect(&m_probe, &AttentionProbe::mapped, this, &AttentionPage::showPictures);
    connect(&m_probe, &AttentionProbe::summarized, this, &AttentionPage::showSummaries);
    connect(&m_probe, &AttentionProbe::derived, m_inspector, &AttentionInspector::showDerivation);
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
    for (AttentionHeatMap* map : {m_map.get(), m_otherMap.get()}) {
        connect(map, &AttentionHeatMap::cellSelected, this, &AttentionPage::select);
        connect(
            map, &AttentionHeatMap::querySelected, this, [this](int query) { select(query, -1); });
        connect(map, &AttentionHeatMap::keySelected, this, [this](int key) { select(-1, key); });
        connect(map, &AttentionHeatMap::cellMenuRequested, this, &AttentionPage::showCellMenu);
    }
    connect(m_links, &widgets::AttentionLinks::querySelected, this,
        [this](int query) { select(query, -1); });
    connect(
        m_links, &widgets::AttentionLinks::keySelected, this, [this](int key) { select(-1, key); });
    connect(m_shaded, &widgets::TokenShading::tokenSelected, this,
        [this](int token) { select(token, -1); });
    connect(m_controls, &AttentionControls::viewChanged, this, &AttentionPage::showView);
    connect(m_controls, &AttentionControls::styleChanged, this, &AttentionPage::showStyle);
    connect(m_controls, &AttentionControls::questionChanged, this, &AttentionPage::askMap);
    connect(m_controls, &AttentionControls::sideChanged, this, [this] {
        askMap();
        askDerivation();
        askSummaries();
    });
    connect(m_inspector, &AttentionInspector::undoAsked, this, [this] { setInterventions({}); });
    connect(m_inspector, &AttentionInspector::textbookAsked, this,
        [this] { m_inspector->showTextbook(api::textbookDerivation()); });
    connect(m_inspector, &AttentionInspector::positionSelected, this,
        [this](int position) { select(position, -1); });
}

void AttentionPage::addCommands(CommandRegistry& commands) {
    commands.add(QStringLiteral("switchHead"),
        {QT_TRANSLATE_NOOP("Commands", "Switch the head off or on"),
            QT_TRANSLATE_NOOP("Commands", "Take the selected head's output away, or give it back")},
        {}, [this] { toggleHead(m_laboratory.workspace().selectedHead()); });
    commands.add(QStringLiteral("undoInterventions"),
        {QT_TRANSLATE_NOOP("Commands", "Undo all changes of the model"),
            QT_TRANSLATE_NOOP(
                "Commands", "Switch every head on and take the mask as the model has it")},
        {}, [this] { setInterventions({}); });
}

void AttentionPage::followModel() {
    const auto& workspace = m_laboratory.workspace();
    const auto& info = workspace.model()->info();
    m_probe.setModel(workspace.model());
    m_text = {};
    m_atlas->setModel(info.layers, info.heads, /*causal=*/true);
    m_table->setModel(info.layers, info.heads);
    m_query = -1;
    m_key = -1;
    setInterventions({}); // of the other model
    followHead();
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
    if (m_behind || !m_laboratory.workspace().model()) {
        return; // showEvent catches up
    }
    m_text = inspectedText(m_laboratory.workspace());
    keepWithin(m_interventions, static_cast<int>(m_text.tokens.size()));
    m_probe.setText(m_text);
    m_probe.setInterventions(m_interventions);
    m_inspector->setTokens(m_text.tokens);
    m_inspector->setInterventions(m_interventions);
    showNotice();
    m_query = selectedPosition();
    m_key = -1;
    if (m_text.tokens.empty()) {
        m_probe.cancel();
        showPictures({});
    }
    showSelection();
    askMap(); // what is seen first
    askDerivation();
    askChange();
    askSummaries();
}

int AttentionPage::selectedPosition() const {
    return m_text.positionOf(m_laboratory.workspace().selected());
}

void AttentionPage::followSelection() {
    m_behind = m_behind || !isVisible();
    const int position = selectedPosition();
    if (!m_behind && position >= 0 && position != m_query) {
        select(position, -1);
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
        m_probe.askMap(m_controls->question(m_laboratory.workspace().selectedHead()));
    }
}

void AttentionPage::askSummaries() {
    m_atlas->setDifference(
        m_controls->side() == AttentionSide::Difference && !m_interventions.empty());
    if (!m_text.tokens.empty()) {
        m_probe.askSummaries(m_controls->side());
    }
}

void AttentionPage::askChange() {
    if (m_interventions.empty() || m_text.tokens.empty()) {
        m_inspector->clearChange();
        return;
    }
    const int last = static_cast<int>(m_text.tokens.size()) - 1;
    m_probe.askChange(m_query >= 0 ? m_query : last);
}

void AttentionPage::askDerivation() {
    if (m_query < 0 || m_key < 0) {
        m_inspector->clearDerivation();
        return;
    }
    m_probe.askDerivation(
        m_laboratory.workspace().selectedHead(), m_query, m_key, m_controls->side());
}

void AttentionPage::showPictures(const AttentionPictures& pictures) {
    m_pictures = pictures;
    m_map->setPicture(pictures.first);
    m_otherMap->setPicture(pictures.second);
    m_otherMap->setVisible(pictures.second != nullptr);
    const auto& last = pictures.second ? pictures.second : pictures.first;
    m_links->setThreshold(m_controls->threshold());
    m_links->setCells(
        last ? std::shared_ptr<const widgets::AttentionCells>(last, &last->cells()) : nullptr);
    shadeText();
}

void AttentionPage::showSummaries(const std::vector<HeadSummary>& summaries) {
    for (const auto& summary : summaries) {
        m_atlas->addSummary(summary);
        m_table->setStatistics(summary.index, summary.statistics);
    }
}

void AttentionPage::showView() {
    m_views->setCurrentIndex(static_cast<int>(m_controls->view()));
    const std::array<const widgets::Figure*, 3> figures{m_map, m_links, m_shaded};
    m_viewCard->setFigure(figures.at(static_cast<std::size_t>(m_controls->view())));
    showStyle();
}

void AttentionPage::showStyle() {
    for (AttentionHeatMap* map : {m_map.get(), m_otherMap.get()}) {
        map->setColorMap(m_controls->colorMap());
    }
    m_atlas->setColorMap(m_controls->colorMap());
    m_links->setSelectedOnly(m_controls->selectedOnly());
}

void AttentionPage::shadeText() {
    using Colors = widgets::TokenShading::Colors;
    std::vector<double> values(m_text.tokens.size(), 0);
    const auto& picture = m_pictures.second ? m_pictures.second : m_pictures.first;
    const int row = picture ? picture->cells().queryOf(m_query) : -1;
    const int column = picture ? picture->cells().keyOf(m_key) : -1;
    for (int token = 0; token < static_cast<int>(values.size()); ++token) {
        if (row < 0 && column < 0) {
            break;
        }
        const auto& cells = picture->cells();
        const int other = row >= 0 ? cells.keyOf(token) : cells.queryOf(token);
        if (other >= 0) {
            values[static_cast<std::size_t>(token)]
                = row >= 0 ? cells.at(row, other) : cells.at(other, column);
        }
    }
    m_shaded->setColors(picture && picture->cells().difference ? Colors::Signed : Colors::Positive);
    m_shaded->setTokens(m_text.tokens, std::move(values));
    m_shaded->setSelectedToken(row >= 0 ? m_query : m_key);
}

void AttentionPage::showNotice() {
    if (m_text.left == 0) {
        m_notice->clear();
        return;
    }
    m_notice->showMessage(widgets::MessageBar::Kind::Notice,
        tr("The text is longer than the model's context: its last %n token(s) are left out.",
            nullptr, m_text.left));
}

void AttentionPage::select(int query, int key) {
    const bool moved = std::exchange(m_query, query) != query;
    m_key = key;
    showSelection();
    askDerivation();
    if (moved) {
        askChange();
        shareSelection();
    }
}

void AttentionPage::showSelection() {
    m_map->setSelection(m_query, m_key);
    m_otherMap->setSelection(m_query, m_key);
    m_links->setSelection(m_query, m_key);
    shadeText();
}

void AttentionPage::shareSelection() {
    if (const int token = m_text.tokenAt(m_query); token >= 0) {
        m_laboratory.workspace().select(token);
    }
}

void AttentionPage::setInterventions(Interventions interventions) {
    m_interventions = std::move(interventions);
    const auto off = switchedOff(m_interventions);
    m_atlas->setSwitchedOff(off);
    m_table->setSwitchedOff(off);
    std::vector<std::pair<int, int>> forced;
    for (const auto& edit : m_interventions.mask) {
        if (edit.kind == MaskEdit::Kind::Force) {
            forced.emplace_back(edit.query, edit.key);
        }
    }
    m_map->setForced(forced);
    m_otherMap->setForced(std::move(forced));
    m_controls->setComparable(!m_interventions.empty());
    m_inspector->setInterventions(m_interventions);
    m_probe.setInterventions(m_interventions);
    askMap();
    askDerivation();
    askChange();
    askSummaries();
}

void AttentionPage::toggleHead(const HeadIndex& head) {
    auto changed = m_interventions;
    toggle(changed, head);
    setInterventions(std::move(changed));
}

void AttentionPage::showHeadMenu(const HeadIndex& head, const QPoint& place) {
    using Kind = HeadAblation::Kind;
    QMenu menu(this);
    const auto add = [&](const QString& text, auto edit) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, edit] {
            auto changed = m_interventions;
            edit(changed);
            setInterventions(std::move(changed));
        });
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
        connect(menu.addAction(text), &QAction::triggered, this, [this, edit] {
            auto changed = m_interventions;
            edit(changed);
            setInterventions(std::move(changed));
        });
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
    }
}

void AttentionPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void AttentionPage::retranslate() {
    m_atlasCard->setTitle(tr("All heads"));
    m_tableCard->setTitle(tr("Statistics"));
    m_tableCard->setSubtitle(tr("uncheck a head to switch it off"));
    m_pooling->setSegments({{tr("max"), tr("A pixel is the largest of the weights it stands for")},
        {tr("mean"), tr("A pixel is the mean of the weights it stands for")}});
    nameHead();
    showNotice();
}

void AttentionPage::nameHead() {
    const auto& workspace = m_laboratory.workspace();
    const auto& head = workspace.selectedHead();
    m_viewCard->setTitle(tr("Layer %1, head %2").arg(head.layer).arg(head.head));
    if (workspace.model()) {
        const auto& info = workspace.model()->info();
        m_atlasCard->setSubtitle(tr("%1 layers × %2 heads").arg(info.layers).arg(info.heads));
    }
}

void AttentionPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    for (QSplitter* splitter : {m_columns.get(), m_heads.get(), m_maps.get()}) {
        splitter->setHandleWidth(gap);
    }
    m_views->parentWidget()->layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::app
