#pragma once

#include <QWidget>

#include "app/jobs/latest_request.h"
#include "app/workspace/text_scores.h"
#include "widgets/common/parented_ptr.h"

class QPlainTextEdit;
class QSpinBox;
class QSplitter;
class QTableView;

namespace vitrine::widgets {
class Card;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// BLEU, ROUGE and METEOR of written texts against references, with the counts that each is made
/// of.
class TextMetricsPanel : public QWidget {
    Q_OBJECT
public:
    explicit TextMetricsPanel(QWidget* parent);

    /// A text on each line, and its reference on the same line.
    void setTexts(const QString& candidates, const QString& references);
    QString candidates() const;
    QString references() const;

Q_SIGNALS:
    void textsChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void measure();
    void show();
    void retranslate();
    void applyTheme();

    JobQueue m_queue;
    LatestRequest m_request{m_queue};
    TextScores m_scores;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<widgets::Card> m_candidateCard;
    widgets::parented_ptr<QPlainTextEdit> m_candidates;
    widgets::parented_ptr<widgets::Card> m_referenceCard;
    widgets::parented_ptr<QPlainTextEdit> m_references;
    widgets::parented_ptr<widgets::Card> m_scoreCard;
    widgets::parented_ptr<QSpinBox> m_line; ///< whose counts are worked out
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
