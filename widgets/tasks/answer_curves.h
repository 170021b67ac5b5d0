#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "engine/values/task_answers.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

namespace vitrine::widgets {

class CurvePlot;

/// How likely an answer begins, and ends, at each token of its context.
class AnswerCurves : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit AnswerCurves(QWidget* parent);

    void setTokens(const std::string& context, std::vector<AnswerToken> tokens);

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();

    QStringList m_names;
    std::vector<AnswerToken> m_tokens;
    parented_ptr<CurvePlot> m_plot;
};

} // namespace vitrine::widgets
