#include "app/pages/state_panel.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

#include "app/pages/state_derivation.h"
#include "app/pages/state_inspector.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/token_text.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/layers/site_text.h"

namespace vitrine::app {

StatePanel::StatePanel(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory), m_probe(laboratory.workspace(), this),
      m_choice(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_layer(widgets::makeParented<QSpinBox>(this)),
      m_view(widgets::makeParented<widgets::NeuronView>(this)),
      m_inspector(widgets::makeParented<StateInspector>(this)) {
    m_choice->setObjectName(QStringLiteral("stateChoice"));
    m_layer->setObjectName(QStringLiteral("stateLayer"));
    addHeaderWidget(m_choice);
    addHeaderWidget(m_layer);
    setContent(m_view);
    setFigure(m_view->figure());
    setTable(m_view->table());
    auto& workspace = laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &StatePanel::followModel);
    connect(&workspace, &Workspace::selectionChanged, this, &StatePanel::followSelection);
    connect(&m_probe, &StateProbe::found, this, &StatePanel::adopt);
    connect(&m_probe, &StateProbe::failed, this, &StatePanel::failed);
    connect(m_choice, &widgets::SegmentedControl::currentChanged, this, &StatePanel::showTrace);
    connect(m_layer, &QSpinBox::valueChanged, this, &StatePanel::showTrace);
    connect(m_view, &widgets::NeuronView::tokenSelected, this, [this](int position) {
        m_laboratory.workspace().select(m_probe.text().tokenAt(position));
    });
    connect(m_view, &widgets::NeuronView::neuronSelected, this, &StatePanel::explain);
    retranslate();
}

void StatePanel::followModel() {
    m_anatomy = m_laboratory.workspace().model()->anatomy();
    const QSignalBlocker quiet(m_layer);
    m_layer->setRange(0, std::max(0, m_anatomy.layers - 1));
    m_layer->setVisible(m_anatomy.layers > 1);
    adopt({});
    retranslate();
}

void StatePanel::followSelection() {
    const int position = m_probe.text().positionOf(m_laboratory.workspace().selected());
    if (position >= 0) {
        m_position = position;
        m_view->setPosition(position);
        explain();
    }
}

void StatePanel::explain() {
    const auto& tokens = m_probe.text().tokens;
    const auto position = static_cast<std::size_t>(m_position);
    m_inspector->setDerivation(
        position < tokens.size() ? widgets::tokenText(tokens[position]) : QString(),
        m_view->neuron(),
        stateDerivation({m_states, m_layer->value(), m_position, m_view->neuron()}));
}

void StatePanel::adopt(const std::vector<StateTrace>& states) {
    m_states = states;
    m_sites.clear();
    for (const auto& trace : states) {
        if (trace.layer == 0) {
            m_sites.push_back(trace.site);
        }
    }
    showSites();
    showTrace();
}

void StatePanel::showSites() {
    QList<widgets::SegmentedControl::Segment> segments;
    for (const Site site : m_sites) {
        segments.push_back({widgets::partName(site, m_anatomy), widgets::partTip(site, m_anatomy)});
    }
    m_choice->setSegments(segments);
    m_choice->setVisible(segments.size() > 1);
}

void StatePanel::showTrace() {
    const auto choice = static_cast<std::size_t>(std::max(0, m_choice->current()));
    const auto trace = std::ranges::find_if(m_states, [&](const StateTrace& state) {
        return state.layer == m_layer->value() && choice < m_sites.size()
            && state.site == m_sites[choice];
    });
    if (trace == m_states.end()) {
        m_view->clear();
        explain();
        return;
    }
    m_view->setActivations(
        {trace->layer, trace->positions, trace->width, trace->values}, m_probe.text().tokens);
    m_position = std::clamp(m_position, 0, trace->positions - 1);
    followSelection();
    explain();
}

void StatePanel::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void StatePanel::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    m_probe.setPaused(false);
}

void StatePanel::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    m_probe.setPaused(true);
}

void StatePanel::retranslate() {
    setTitle(tr("State over the text"));
    m_layer->setPrefix(tr("Layer "));
    m_layer->setToolTip(tr("The layer whose state is shown, from 0"));
    m_layer->setAccessibleName(tr("Layer"));
    m_choice->setAccessibleName(tr("State or gate"));
    showSites();
}

} // namespace vitrine::app
