# Makes data/*.csv and answers.json: Rscript test/reference/reference.R
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
for (topic in c("estimates", "census", "imputation", "covariance", "change", "samples", "calibrated", "clusters", "lonely")) source(file.path(here, "r", paste0(topic, ".R")))
write_answers(file.path(here, "answers.json"))
