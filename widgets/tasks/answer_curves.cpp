#include "widgets/tasks/answer_curves.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QVBoxLayout>

#include "widgets/common/number_table.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::widgets {

AnswerCurves::AnswerCurves(QWidget* parent)
    : QWidget(parent), m_plot(makeParented<CurvePlot>(this)),
      m_table(makeParented<NumberTable>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    draw();
}

void AnswerCurves::setTokens(const std::string& context, std::vector<AnswerToken> tokens) {
    m_tokens = std::move(tokens);
    m_names.clear();
    for (const auto& token : m_tokens)
        m_names.append(QString::fromUtf8(context.data() + token.begin,
            static_cast<qsizetype>(token.end) - static_cast<qsizetype>(token.begin)));
    draw();
}

const QAbstractItemModel* AnswerCurves::table() const {
    return m_table;
}

QSize AnswerCurves::figureSize() const {
    return m_plot->size();
}

void AnswerCurves::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

/// Every token's name where there is room, else every second, third … one's.
QStringList AnswerCurves::shownNames() const {
    const QFontMetrics metrics(Theme::of(this).font(TextSize::Caption));
    int widest = 1;
    for (const auto& name : m_names)
        widest = std::max(widest, metrics.horizontalAdvance(name) + metrics.averageCharWidth());
    const auto fitting = std::max<qsizetype>(1, width() / widest);
    const auto step = (m_names.size() + fitting - 1) / fitting;
    QStringList shown = m_names;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (i % step != 0)
            shown[i].clear();
    }
    return shown;
}

void AnswerCurves::draw() {
    const Theme theme = Theme::of(this);
    m_plot->setStyle(plotStyle(theme));
    m_plot->setAxes(tr("token of the text"), tr("probability"));
    m_plot->setPlaceNames(shownNames());
    Curve start{tr("start"), {}, {}, theme.color(ColorRole::Accent), Qt::SolidLine};
    Curve end{tr("end"), {}, {}, theme.color(ColorRole::Second), Qt::DashLine};
    std::vector<double> numbers;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        numbers.insert(numbers.end(), {m_tokens[i].startProbability, m_tokens[i].endProbability});
        start.x.push_back(static_cast<double>(i));
        start.y.push_back(m_tokens[i].startProbability);
        end.x.push_back(static_cast<double>(i));
        end.y.push_back(m_tokens[i].endProbability);
    }
    m_plot->setCurves({start, end});
    m_table->setNumbers({tr("token"), tr("start"), tr("end")}, m_names, std::move(numbers));
    setAccessibleName(tr("Where the answer starts and ends"));
    setToolTip(tr("How likely the answer starts, and ends, at each token"));
}

void AnswerCurves::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_plot->setPlaceNames(shownNames());
}

void AnswerCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || isThemeChange(*event))
        draw();
}

} // namespace vitrine::widgets
