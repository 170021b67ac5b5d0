#include "widgets/layers/position_view.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/layers/sinusoidal_value.h"

namespace vitrine::widgets {

PositionView::PositionView(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_choices(parented_ptr<QHBoxLayout>(new QHBoxLayout(new QWidget(this)))),
      m_kind(makeParented<SegmentedControl>(this)), m_shown(makeParented<SegmentedControl>(this)),
      m_map(makeParented<MatrixView>(this)), m_formula(makeParented<QLabel>(this)) {
    setTextRole(m_formula, TextRole::Number);
    m_formula->setWordWrap(true);
    m_choices->setContentsMargins({});
    m_choices->addWidget(m_kind);
    m_choices->addWidget(m_shown);
    m_choices->addStretch();
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_choices->parentWidget());
    m_layout->addWidget(m_map, 1);
    m_layout->addWidget(m_formula);
    connect(m_kind, &SegmentedControl::currentChanged, this, &PositionView::refresh);
    connect(m_shown, &SegmentedControl::currentChanged, this, &PositionView::refresh);
    connect(m_map, &MatrixView::cellSelected, this, [this](const MatrixGeometry::Cell& cell) {
        m_cell = cell;
        explain();
    });
    applyTheme();
    retranslate();
}

void PositionView::setEncoding(Kind kind, PositionEncoding encoding) {
    m_encodings[kind] = std::move(encoding);
    refresh();
}

void PositionView::setPosition(int position) {
    if (position < encoding().positions) {
        m_cell.row = position;
        m_map->setSelectedCell(m_cell);
        explain();
    }
}

const PositionEncoding& PositionView::encoding() const {
    return m_encodings[m_kind->current() == Learned ? Learned : Sinusoidal];
}

const Figure* PositionView::figure() const {
    return m_map.get();
}

void PositionView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void PositionView::refresh() {
    const PositionEncoding& shown = encoding();
    const bool similarity = m_shown->current() == Similarity;
    m_map->setMatrix(
        similarity ? shown.similarity : shown.vectors, similarity ? shown.positions : shown.width);
    m_map->setAxes(tr("position"), similarity ? tr("position") : tr("dimension"));
    m_map->setSelectedCell(m_cell);
    explain();
}

void PositionView::explain() {
    const PositionEncoding& shown = encoding();
    const bool similarity = m_shown->current() == Similarity;
    const int columns = similarity ? shown.positions : shown.width;
    if (!m_cell.isValid() || m_cell.row >= shown.positions || m_cell.column >= columns) {
        m_formula->setText(shown.positions > 0
                ? QString()
                : tr("This model has no vectors of its own for positions."));
        return;
    }
    const auto index = static_cast<std::size_t>(m_cell.row) * static_cast<std::size_t>(columns)
        + static_cast<std::size_t>(m_cell.column);
    if (similarity) {
        m_formula->setText(QStringLiteral("cos(p%1, p%2) = %3")
                               .arg(m_cell.row)
                               .arg(m_cell.column)
                               .arg(formatValue(shown.similarity[index])));
        return;
    }
    if (m_kind->current() == Learned) {
        m_formula->setText(tr("Learned with the other weights: P[%1, %2] = %3")
                               .arg(m_cell.row)
                               .arg(m_cell.column)
                               .arg(formatValue(shown.vectors[index])));
        return;
    }
    const auto worked = sinusoidalValue(m_cell.row, m_cell.column, shown.width);
    const bool even = worked.dimension % 2 == 0;
    const auto function = even ? QStringLiteral("sin") : QStringLiteral("cos");
    m_formula->setText(
        QStringLiteral("PE(pos, 2i) = sin(pos ÷ 10000^(2i/d))   PE(pos, 2i+1) = "
                       "cos(pos ÷ 10000^(2i/d))\n"
                       "PE(%1, %2) = %3(%1 ÷ 10000^(%4/%5)) = %3(%1 ÷ %6) = %3(%7) = %8")
            .arg(worked.position)
            .arg(worked.dimension)
            .arg(function)
            .arg(worked.dimension - (even ? 0 : 1))
            .arg(worked.width)
            .arg(formatValue(worked.divisor), formatValue(worked.angle),
                formatNumber(worked.value, 4)));
}

void PositionView::retranslate() {
    m_kind->setSegments({{tr("learned"), tr("The vectors that this model has learned")},
        {tr("sinusoidal"), tr("The fixed vectors of Vaswani et al. 2017, of the same width")}});
    m_shown->setSegments({{tr("vectors"), tr("Position by dimension")},
        {tr("similarity"), tr("Cosine between the vectors of each two positions")}});
    m_map->setName(tr("position vectors"));
    refresh();
}

void PositionView::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    m_choices->setSpacing(theme.px(8));
}

} // namespace vitrine::widgets
