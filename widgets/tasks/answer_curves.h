#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "engine/values/task_answers.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;

namespace vitrine::widgets {

class CurvePlot;
class NumberTable;

/// How likely an answer begins, and ends, at each token of its context.
class AnswerCurves : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit AnswerCurves(QWidget* parent);

    void setTokens(const std::string& context, std::vector<AnswerToken> tokens);

    /// Both probabilities of every token, for export.
    const QAbstractItemModel* table() const;

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();
    QStringList shownNames() const;

    QStringList m_names;
    std::vector<AnswerToken> m_tokens;
    parented_ptr<CurvePlot> m_plot;
    parented_ptr<NumberTable> m_table;
};

} // namespace vitrine::widgets
