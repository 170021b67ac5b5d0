#include "widgets/tasks/answer_curves.h"

#include <utility>

#include <QEvent>
#include <QVBoxLayout>

#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::widgets {

AnswerCurves::AnswerCurves(QWidget* parent)
    : QWidget(parent), m_plot(makeParented<CurvePlot>(this)) {
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

QSize AnswerCurves::figureSize() const {
    return m_plot->size();
}

void AnswerCurves::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

void AnswerCurves::draw() {
    const Theme theme = Theme::of(this);
    m_plot->setStyle(plotStyle(theme));
    m_plot->setAxes(tr("token of the text"), tr("probability"));
    m_plot->setPlaceNames(m_names);
    Curve start{tr("start"), {}, {}, theme.color(ColorRole::Accent), Qt::SolidLine, true};
    Curve end{tr("end"), {}, {}, theme.color(ColorRole::Second), Qt::DashLine, true};
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        start.x.push_back(static_cast<double>(i));
        start.y.push_back(m_tokens[i].startProbability);
        end.x.push_back(static_cast<double>(i));
        end.y.push_back(m_tokens[i].endProbability);
    }
    m_plot->setCurves({start, end});
    setAccessibleName(tr("Where the answer starts and ends"));
    setToolTip(tr("How likely the answer starts, and ends, at each token"));
}

void AnswerCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || isThemeChange(*event))
        draw();
}

} // namespace vitrine::widgets
