#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/generation/candidate_answer.h"

namespace vitrine::widgets {

/// Candidate answers to one prompt as rows, with their probabilities.
class CandidateAnswerModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Text, Share, LogProbability, PerToken, ColumnCount };

    explicit CandidateAnswerModel(QObject* parent);

    void setAnswers(std::vector<CandidateAnswer> answers);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant number(const CandidateAnswer& answer, Column column, int role) const;
    QString tooltip(const CandidateAnswer& answer) const;

    std::vector<CandidateAnswer> m_answers;
};

} // namespace vitrine::widgets
