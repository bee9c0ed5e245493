# creditlake on Spark's own image. Build it from the root of the repository, after mvn -DskipTests package:
#   docker build -f deploy/kubernetes/creditlake.Dockerfile -t registry.example/creditlake:0.1.0 .
FROM spark:4.1.3-java17
COPY jobs/target/creditlake.jar /opt/creditlake/creditlake.jar
COPY conf /opt/creditlake/conf
COPY schemas /opt/creditlake/schemas
