#pragma once

#include <QWidget>

#include <vector>

#include "app/workspace/word_space.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace vitrine::widgets {
class CurvePlot;
class NumberTable;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Trains word vectors on the user's own text; the map lives meanwhile.
class VectorTrainingPanel : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    VectorTrainingPanel(WordSpace& space, QWidget* parent);

    void setText(const QString& text);
    /// The loss as it falls, as figure and as table.
    const QAbstractItemModel* table() const;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void openFile();
    void saveVectors();
    void begin();
    void showLoss();
    void trainOrStop();
    void show(const TrainingReport& report);
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::vector<double> m_epochsRead; ///< at each report
    std::vector<double> m_losses;
    widgets::parented_ptr<QPlainTextEdit> m_text;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QComboBox> m_method;
    widgets::parented_ptr<QComboBox> m_unit;
    widgets::parented_ptr<QLabel> m_dimensionsName;
    widgets::parented_ptr<QSpinBox> m_dimensions;
    widgets::parented_ptr<QLabel> m_epochsName;
    widgets::parented_ptr<QSpinBox> m_epochs;
    widgets::parented_ptr<QPushButton> m_train;
    widgets::parented_ptr<QPushButton> m_save;
    widgets::parented_ptr<widgets::CurvePlot> m_curve;
    widgets::parented_ptr<widgets::NumberTable> m_table;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
