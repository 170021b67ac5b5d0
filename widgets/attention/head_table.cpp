#include "widgets/attention/head_table.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/attention/head_filter.h"
#include "widgets/attention/head_statistic.h"
#include "widgets/attention/head_table_model.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double largestLeast = 10000; // a distance in tokens
constexpr double leastStep = 0.1;
constexpr double checkBoxWidth = 20;
constexpr double cellMargins = 16;

} // namespace

HeadTable::HeadTable(QWidget* parent)
    : QWidget(parent), m_model(makeParented<HeadTableModel>(this)),
      m_filter(makeParented<HeadFilter>(this)), m_layout(makeParented<QVBoxLayout>(this)),
      m_view(makeParented<QTableView>(this)), m_filterRow(makeParented<QWidget>(this)),
      m_statistic(makeParented<QComboBox>(m_filterRow)),
      m_atLeast(makeParented<QLabel>(m_filterRow)),
      m_least(makeParented<QDoubleSpinBox>(m_filterRow)) {
    m_filter->setSourceModel(m_model);
    m_view->setModel(m_filter);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(
        HeadTableModel::headColumn, QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->setProperty("dense", true);
    m_view->sortByColumn(HeadTableModel::headColumn, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    for (const HeadStatistic which : allHeadStatistics)
        m_statistic->addItem(statisticName(which));
    m_least->setRange(0, largestLeast);
    m_least->setSingleStep(leastStep);
    m_least->setButtonSymbols(QAbstractSpinBox::NoButtons);
    setTextRole(m_atLeast, TextRole::Caption);
    auto* row = new QHBoxLayout(m_filterRow);
    row->setContentsMargins({});
    row->addWidget(m_statistic);
    row->addWidget(m_atLeast);
    row->addWidget(m_least);
    row->addStretch(1);
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_filterRow);
    m_layout->addWidget(m_view, 1);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (current.isValid())
                Q_EMIT headSelected(m_model->headOf(m_filter->mapToSource(current).row()));
        });
    connect(m_model, &HeadTableModel::headSwitched, this, &HeadTable::headSwitched);
    connect(m_filter, &HeadFilter::layoutChanged, this, &HeadTable::shownChanged);
    connect(m_filter, &HeadFilter::rowsInserted, this, &HeadTable::shownChanged);
    connect(m_filter, &HeadFilter::rowsRemoved, this, &HeadTable::shownChanged);
    connect(m_filter, &HeadFilter::rowsMoved, this, &HeadTable::shownChanged);
    connect(m_statistic, &QComboBox::currentIndexChanged, this, &HeadTable::applyFilter);
    connect(m_least, &QDoubleSpinBox::valueChanged, this, &HeadTable::applyFilter);
    applyTheme();
    retranslate();
}

void HeadTable::setModel(int layers, int heads) {
    m_model->setModel(layers, heads);
    Q_EMIT shownChanged();
}

void HeadTable::setStatistics(const HeadIndex& head, const HeadStatistics& statistics) {
    m_model->setStatistics(head, statistics);
}

void HeadTable::setSwitchedOff(const std::set<HeadIndex>& heads) {
    m_model->setSwitchedOff(heads);
}

void HeadTable::setSelected(const HeadIndex& head) {
    const QSignalBlocker blocker(m_view->selectionModel());
    if (m_model->contains(head)) {
        const auto shown = m_filter->mapFromSource(m_model->index(m_model->rowOf(head), 0));
        m_view->setCurrentIndex(shown);
        m_view->scrollTo(shown);
    } else {
        m_view->selectionModel()->clear();
    }
    m_view->viewport()->update();
}

std::vector<HeadIndex> HeadTable::shownHeads() const {
    std::vector<HeadIndex> heads;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        heads.push_back(m_model->headOf(m_filter->mapToSource(m_filter->index(row, 0)).row()));
    return heads;
}

bool HeadTable::isByLayer() const {
    return m_filter->sortColumn() == HeadTableModel::headColumn
        && m_filter->sortOrder() == Qt::AscendingOrder;
}

const QAbstractItemModel* HeadTable::table() const {
    return m_filter;
}

void HeadTable::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HeadTable::applyFilter() {
    m_filter->setLeast(m_statistic->currentIndex() + 1, m_least->value());
}

void HeadTable::retranslate() {
    m_view->setAccessibleName(tr("Statistics of the heads"));
    for (std::size_t i = 0; i < allHeadStatistics.size(); ++i)
        m_statistic->setItemText(static_cast<int>(i), statisticName(allHeadStatistics[i]));
    m_statistic->setAccessibleName(tr("Statistic to filter by"));
    m_statistic->setToolTip(tr("Which statistic a head must reach to be shown"));
    m_atLeast->setText(tr("at least"));
    m_least->setAccessibleName(tr("Least value"));
    m_least->setToolTip(tr("Heads below this value are left out; 0 shows all"));
    m_least->setSpecialValueText(tr("all"));
    fitColumns();
}

// Numbers come by and by, so that columns do not ask them for their widths.
void HeadTable::fitColumns() {
    const Theme theme = Theme::of(this);
    const QFontMetrics numbers(theme.monoFont(TextSize::Caption));
    auto* header = m_view->horizontalHeader();
    header->setMinimumSectionSize(
        numbers.horizontalAdvance(QStringLiteral("0.00")) + theme.px(cellMargins));
    header->resizeSection(HeadTableModel::headColumn,
        numbers.horizontalAdvance(QStringLiteral("00·00")) + theme.px(checkBoxWidth + cellMargins));
}

void HeadTable::applyTheme() {
    const Theme theme = Theme::of(this);
    m_view->setFont(theme.monoFont(TextSize::Caption));
    m_view->horizontalHeader()->setFont(theme.font(TextSize::Rail));
    m_view->verticalHeader()->setDefaultSectionSize(theme.px(24));
    m_layout->setSpacing(theme.px(6));
    m_filterRow->layout()->setSpacing(theme.px(6));
    fitColumns();
}

} // namespace vitrine::widgets
