#include "widgets/layers/logit_lens_table.h"

#include <algorithm>
#include <chrono>

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/theme.h"
#include "widgets/layers/colored_cell_delegate.h"

namespace vitrine::widgets {

namespace {

using namespace std::chrono_literals;

constexpr auto restAfter = 60ms; // scrolling rests
constexpr double cellWidth = 76;
constexpr double cellHeight = 24;
constexpr double headerWidth = 92;

} // namespace

LogitLensTable::LogitLensTable(QWidget* parent)
    : QTableView(parent), m_model(makeParented<LogitLensModel>(this)) {
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setShowGrid(false);
    setItemDelegate(makeParented<ColoredCellDelegate>(this));
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ask.setSingleShot(true);
    connect(&m_ask, &QTimer::timeout, this, &LogitLensTable::ask);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &LogitLensTable::askSoon);
    applyTheme();
    retranslate();
}

void LogitLensTable::reset(int depths, const QStringList& tokens) {
    const QModelIndex before = currentIndex();
    const int depth = before.row();
    const int column = before.column();
    m_model->reset(depths, tokens);
    setSelectedCell(depth, column);
    askSoon();
}

void LogitLensTable::addColumns(const LogitLens& lens) {
    m_model->addColumns(lens);
}

void LogitLensTable::setMeasure(LogitLensModel::Measure measure) {
    m_model->setMeasure(measure);
}

void LogitLensTable::setSelectedCell(int depth, int column) {
    m_following = true;
    setCurrentIndex(m_model->index(depth, column));
    m_following = false;
}

const QAbstractItemModel* LogitLensTable::table() const {
    return m_model;
}

QSize LogitLensTable::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(520), theme.px(340)};
}

QSize LogitLensTable::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(220), theme.px(100)};
}

QSize LogitLensTable::figureSize() const {
    return {verticalHeader()->width() + horizontalHeader()->length(),
        horizontalHeader()->height() + verticalHeader()->length()};
}

void LogitLensTable::paintFigure(QPainter& painter, const QSize& /*size*/) const {
    const Theme theme = Theme::of(this);
    const int left = verticalHeader()->width();
    const int top = horizontalHeader()->height();
    const auto draw = [&](const QRect& rect, const QVariant& text, const QColor& color) {
        painter.setPen(color);
        const QString shown = painter.fontMetrics().elidedText(
            text.toString(), Qt::ElideRight, rect.width() - theme.px(4));
        painter.drawText(rect, Qt::AlignCenter, shown);
    };
    painter.setFont(theme.monoFont(TextSize::Caption));
    const QColor label = theme.color(ColorRole::Secondary);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const int x = left + horizontalHeader()->sectionPosition(column);
        const int width = horizontalHeader()->sectionSize(column);
        draw({x, 0, width, top}, m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole),
            label);
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex cell = m_model->index(row, column);
            const QRect rect(x, top + verticalHeader()->sectionPosition(row), width,
                verticalHeader()->sectionSize(row));
            const QVariant background = cell.data(Qt::BackgroundRole);
            if (!background.isValid())
                continue;
            painter.fillRect(rect, background.value<QColor>());
            draw(rect, cell.data(Qt::DisplayRole), cell.data(Qt::ForegroundRole).value<QColor>());
        }
    }
    painter.setFont(theme.font(TextSize::Caption));
    for (int row = 0; row < m_model->rowCount(); ++row)
        draw({0, top + verticalHeader()->sectionPosition(row), left,
                 verticalHeader()->sectionSize(row)},
            m_model->headerData(row, Qt::Vertical, Qt::DisplayRole), label);
}

void LogitLensTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    askSoon();
}

void LogitLensTable::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    askSoon();
}

void LogitLensTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (isThemeChange(*event))
        applyTheme();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void LogitLensTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!m_following && current.isValid())
        Q_EMIT cellSelected(current.row(), current.column());
}

void LogitLensTable::askSoon() {
    if (isVisible())
        m_ask.start(restAfter);
}

void LogitLensTable::ask() {
    const int columns = m_model->columnCount();
    if (columns == 0)
        return;
    const int first = std::max(columnAt(0), 0);
    const int last = columnAt(viewport()->width() - 1);
    int wanted = first;
    int end = last < 0 ? columns : last + 1;
    while (wanted < end && m_model->isKnown(wanted))
        ++wanted;
    while (end > wanted && m_model->isKnown(end - 1))
        --end;
    if (wanted < end)
        Q_EMIT columnsWanted(wanted, end - wanted);
}

void LogitLensTable::applyTheme() {
    const Theme theme = Theme::of(this);
    m_model->setTheme(theme);
    setFont(theme.monoFont(TextSize::Caption));
    horizontalHeader()->setMinimumSectionSize(theme.px(24));
    horizontalHeader()->setDefaultSectionSize(theme.px(cellWidth));
    verticalHeader()->setMinimumSectionSize(theme.px(16));
    verticalHeader()->setDefaultSectionSize(theme.px(cellHeight));
    verticalHeader()->setMinimumWidth(theme.px(headerWidth));
    askSoon();
}

void LogitLensTable::retranslate() {
    setAccessibleName(tr("Logit lens"));
    setAccessibleDescription(
        tr("Layers down, tokens across: what each layer would say if the model stopped there"));
    m_model->retranslate();
}

} // namespace vitrine::widgets
