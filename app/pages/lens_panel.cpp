#include "app/pages/lens_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/common/legend_bar.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/layers/logit_lens_table.h"

namespace vitrine::app {

using Measure = widgets::LogitLensModel::Measure;

LensPanel::LensPanel(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_controls(widgets::parented_ptr<QHBoxLayout>(new QHBoxLayout(new QWidget(this)))),
      m_measure(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_legend(widgets::makeParented<widgets::LegendBar>(&widgets::ColorScale::sequential, this)),
      m_table(widgets::makeParented<widgets::LogitLensTable>(this)) {
    m_controls->setContentsMargins({});
    m_controls->addWidget(m_measure);
    m_controls->addWidget(m_legend);
    m_controls->addStretch(1);
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_controls->parentWidget());
    m_layout->addWidget(m_table, 1);
    connect(m_measure, &widgets::SegmentedControl::currentChanged, this, [this](int measure) {
        m_table->setMeasure(static_cast<Measure>(measure)); // in the segments' order
        showLegend();
    });
    applyTheme();
    retranslate();
}

void LensPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void LensPanel::retranslate() {
    m_measure->setSegments({{tr("top token"), tr("What each layer would say, by its probability")},
        {tr("actual token"), tr("The probability of the token that is really there")},
        {tr("its rank"),
            tr("The rank of the token that is really there; 1 is the most probable")}});
    showLegend();
}

void LensPanel::showLegend() {
    const bool rank = static_cast<Measure>(m_measure->current()) == Measure::TargetRank;
    m_legend->setTexts(rank ? tr("rank") : tr("probability"),
        rank ? QStringLiteral("1,000") : QStringLiteral("0"), QStringLiteral("1"));
}

void LensPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    m_controls->setSpacing(theme.px(12));
}

} // namespace vitrine::app
